namespace Picket.Ingestion.Ledger;

/// <summary>A commit or look-up failed in PostgreSQL.</summary>
public sealed class CommitException : Exception
{
    /// <summary>Failed for <paramref name="failure"/>.</summary>
    public CommitException(CommitFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Failed, nobody knows how.</summary>
    public CommitException()
        : this(CommitFailure.Unknown, "The commit failed.")
    {
    }

    /// <summary>Failed, nobody knows how.</summary>
    public CommitException(string message)
        : this(CommitFailure.Unknown, message)
    {
    }

    /// <summary>Failed, nobody knows how.</summary>
    public CommitException(string message, Exception inner)
        : this(CommitFailure.Unknown, message, inner)
    {
    }

    /// <summary>What is known.</summary>
    public CommitFailure Failure { get; }
}
