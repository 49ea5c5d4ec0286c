using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Ledger;

/// <summary>How reports of one project ended in one hour.</summary>
/// <param name="Project">Which project.</param>
/// <param name="Key">Its key; 0 where none is known.</param>
/// <param name="Hour">Start of the hour of arrival, UTC.</param>
/// <param name="Kind">How.</param>
/// <param name="Reason">Why, one of <see cref="OutcomeReasons"/>.</param>
/// <param name="Count">More than 0.</param>
public readonly record struct OutcomeRow(ProjectId Project, KeyId Key, DateTimeOffset Hour, OutcomeKind Kind, string Reason, long Count);
