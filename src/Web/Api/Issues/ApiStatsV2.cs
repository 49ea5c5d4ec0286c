using System.Text.Json.Serialization;

namespace Picket.Web.Api.Issues;

/// <summary>Sums of outcomes, as Sentry's <c>stats_v2</c> has them.</summary>
internal sealed record ApiStatsV2(string Start, string End, IReadOnlyList<string> Intervals, IReadOnlyList<ApiStatsGroup> Groups);

/// <summary>Outcomes that have something in common.</summary>
/// <param name="By">What.</param>
/// <param name="Totals">Their number, by field.</param>
/// <param name="Series">Their number in each interval, by field.</param>
internal sealed record ApiStatsGroup(
    IReadOnlyDictionary<string, string> By, IReadOnlyDictionary<string, long> Totals, [property: JsonPropertyName("series")] IReadOnlyDictionary<string, IReadOnlyList<long>> Series);
