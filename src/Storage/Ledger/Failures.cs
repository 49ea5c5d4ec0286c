using Npgsql;
using Picket.Ingestion.Ledger;

namespace Picket.Storage.Ledger;

/// <summary>Says what is known when PostgreSQL fails.</summary>
internal static class Failures
{
    /// <summary>The failure behind <paramref name="exception"/>; null where it is none of PostgreSQL's.</summary>
    public static CommitException? Translate(Exception exception) => exception switch
    {
        CommitException known => known,
        PostgresException e => new(Classify(e.SqlState), $"PostgreSQL: {e.SqlState} {e.MessageText}", e),
        NpgsqlException e => new(CommitFailure.Unknown, $"PostgreSQL did not answer: {e.Message}", e),
        TimeoutException or IOException or System.Net.Sockets.SocketException => new(CommitFailure.Unknown, $"PostgreSQL did not answer: {exception.Message}", exception),
        // Npgsql's word for a value that it cannot put on the wire.
        ArgumentException or InvalidCastException or OverflowException or FormatException => new(CommitFailure.Poisoned, $"A value cannot be sent: {exception.Message}", exception),
        OperationCanceledException e => new(CommitFailure.Unknown, "The commit was given up.", e),
        _ => null,
    };

    private static CommitFailure Classify(string state) => state switch
    {
        ['2', '2' or '3', ..] or PostgresErrorCodes.CardinalityViolation => CommitFailure.Poisoned,
        ['4', '0', ..] => CommitFailure.Conflict,
        PostgresErrorCodes.LockNotAvailable => CommitFailure.Locked,
        // The server goes down or is full, or the statement was cancelled: nobody knows what became of an earlier attempt either.
        ['5', '7', ..] or ['5', '3', ..] or ['0', '8', ..] => CommitFailure.Unknown,
        _ => CommitFailure.Broken,
    };
}
