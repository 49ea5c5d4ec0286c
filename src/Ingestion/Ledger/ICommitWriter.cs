using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>Writes one commit in one statement. Knows nothing of retries, deadlines or bisection: the ledger decides these.</summary>
public interface ICommitWriter
{
    /// <summary>Writes <paramref name="commit"/>, or finds that its id was written before and writes nothing.</summary>
    /// <returns>The state of each issue, in the order of <see cref="Commit.Issues"/>.</returns>
    /// <exception cref="CommitException">It failed, or nobody knows whether it did.</exception>
    Task<IssueState[]> WriteAsync(Commit commit, CancellationToken cancellation);
}
