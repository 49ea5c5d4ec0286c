using Picket.Reports;

namespace Picket.Ingestion.Ledger;

/// <summary>One kept report. A day and slot that is taken stays as it is.</summary>
/// <param name="Day">UTC day of arrival.</param>
/// <param name="Slot">0 to 19: at most 20 samples a day and issue, by construction.</param>
/// <param name="At">Time of the report, UTC.</param>
/// <param name="Browser">Family and major version.</param>
/// <param name="Release">From the endpoint's query; null where absent.</param>
/// <param name="Environment">From the endpoint's query; null where absent.</param>
/// <param name="Sample">Normalized and raw JSON, masked.</param>
public sealed record SampleRow(DateOnly Day, short Slot, DateTimeOffset At, string Browser, string? Release, string? Environment, ReportSample Sample)
{
    /// <summary>Samples a day and issue.</summary>
    public const int SlotsPerDay = 20;
}
