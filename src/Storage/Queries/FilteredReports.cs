namespace Picket.Storage.Queries;

/// <summary>Reports that were turned away by filters for one reason.</summary>
/// <param name="Reason">One of <see cref="Ingestion.Outcomes.OutcomeReasons"/>.</param>
/// <param name="Count">Reports.</param>
/// <param name="LastHour">Start of the latest hour in which it happened.</param>
/// <param name="Samples">The latest that were kept.</param>
public sealed record FilteredReports(string Reason, long Count, DateTimeOffset LastHour, IReadOnlyList<FilterSample> Samples);
