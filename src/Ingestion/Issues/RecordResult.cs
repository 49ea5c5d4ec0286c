using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Issues;

/// <summary>How a group ended in its issue.</summary>
/// <param name="Outcome">The same for all of the group: accepted or unavailable.</param>
/// <param name="IsNew">The group's commit made the issue.</param>
/// <param name="WantsSamples">The issue still has room for samples today, so raw bodies are worth sending.</param>
public readonly record struct RecordResult(Outcome Outcome, bool IsNew, bool WantsSamples);
