using System.Diagnostics.Metrics;
using Picket.Storage.Housekeeping;

namespace Picket.Storage.Search;

/// <summary>What searches measure, on meter <c>Picket.Storage</c>.</summary>
public sealed class SearchInstruments
{
    private readonly Counter<long> _refused;

    /// <summary>Instruments of one host.</summary>
    public SearchInstruments(IMeterFactory meters) => _refused = meters.Create(HousekeepingInstruments.MeterName).CreateCounter<long>(
        "picket.searches.refused", "{search}", "Searches, statistics and steps of exports that were refused: too many of one organization at once, or too long.");

    internal void OnRefused(bool isTooLong) => _refused.Add(1, new KeyValuePair<string, object?>("reason", isTooLong ? "too_long" : "too_many"));
}
