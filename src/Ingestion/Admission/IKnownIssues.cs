using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Admission;

/// <summary>Answers which fingerprints already have an issue, once a project's budget for new ones is spent.</summary>
public interface IKnownIssues
{
    /// <summary>Those of <paramref name="keys"/> (at most 1,000) that exist, in one query.</summary>
    /// <exception cref="Ledger.CommitException">PostgreSQL is away.</exception>
    Task<IReadOnlySet<IssueKey>> FindAsync(IReadOnlyCollection<IssueKey> keys, CancellationToken cancellation);
}
