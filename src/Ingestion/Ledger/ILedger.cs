using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>Makes deltas durable: what all issues of a host gained goes into few, large commits.</summary>
public interface ILedger
{
    /// <summary>Commits what <paramref name="delta"/> holds when its turn comes; until then it stays open for more. One delta of an issue at a time.</summary>
    /// <returns>What became of it. Its waiters are released by then or earlier, when they have waited for the hold time.</returns>
    Task<DeltaResult> CommitAsync(IssueDelta delta);

    /// <summary>Commits an outcome that must be durable before its report is answered.</summary>
    /// <returns>False where it is not.</returns>
    Task<bool> CommitAsync(OutcomeRow outcome);

    /// <summary>Takes an outcome along with a later commit, best effort.</summary>
    void Note(OutcomeRow outcome);

    /// <summary>Takes what is kept of a filtered report along with a later commit, best effort.</summary>
    void Keep(FilterSampleRow sample);

    /// <summary>Takes facets and clients along with later commits, a bounded number each, oldest first.</summary>
    void Owe(IssueDebt debt);
}
