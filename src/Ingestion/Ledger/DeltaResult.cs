using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>What became of a delta.</summary>
/// <param name="State">The issue after the commit; null where it failed.</param>
/// <param name="Failure">Why it failed, one of <see cref="Outcomes.OutcomeReasons"/>; null where it did not.</param>
public readonly record struct DeltaResult(IssueState? State, string? Failure)
{
    /// <summary>It failed.</summary>
    public static DeltaResult Failed(string reason) => new(null, reason);
}
