using Picket.Reports;

namespace Picket.Ingestion.Ledger;

/// <summary>One report that a filter turned away, kept to show what filters do. A day and slot that is taken stays as it is.</summary>
/// <param name="Project">Which project.</param>
/// <param name="Day">UTC day of arrival.</param>
/// <param name="Reason">Why, one of <see cref="Outcomes.OutcomeReasons"/>.</param>
/// <param name="Slot">0 to 4: at most 5 samples a day and reason, by construction.</param>
/// <param name="At">Time of the report, UTC.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">What its issue would have been called.</param>
/// <param name="Browser">Family and major version.</param>
/// <param name="Sample">Normalized and raw JSON, masked.</param>
public sealed record FilterSampleRow(
    ProjectId Project, DateOnly Day, string Reason, short Slot, DateTimeOffset At, ReportKind Kind, string Title, string Browser, ReportSample Sample)
{
    /// <summary>Samples a day and reason.</summary>
    public const int SlotsPerDay = 5;
}
