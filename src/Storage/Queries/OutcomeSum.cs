using Picket.Ingestion;
using Picket.Ingestion.Outcomes;

namespace Picket.Storage.Queries;

/// <summary>Reports of a project that ended the same way within one interval.</summary>
/// <param name="At">Start of the interval, UTC.</param>
/// <param name="Project">The project.</param>
/// <param name="Outcome">How they ended.</param>
/// <param name="Reason">Why; empty for what was accepted.</param>
/// <param name="Count">Reports.</param>
public sealed record OutcomeSum(DateTimeOffset At, ProjectId Project, OutcomeKind Outcome, string Reason, long Count);
