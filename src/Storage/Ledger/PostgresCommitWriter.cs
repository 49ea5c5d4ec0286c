using Npgsql;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;

namespace Picket.Storage.Ledger;

/// <summary>Writes commits to PostgreSQL, each in one statement and one round trip.</summary>
public sealed class PostgresCommitWriter : ICommitWriter
{
    private const int Lanes = 32;

    private readonly NpgsqlDataSource _source;
    private readonly PartitionCalendar _calendar;
    private readonly short _writer;
    private long _reports;

    /// <summary>A writer over <paramref name="source"/>.</summary>
    /// <param name="source">Connections that prepare automatically.</param>
    /// <param name="calendar">Which days have partitions.</param>
    /// <param name="writer">This host's number among those that write at the same time, 0 to 1,023.</param>
    public PostgresCommitWriter(NpgsqlDataSource source, PartitionCalendar calendar, short writer) =>
        (_source, _calendar, _writer) = (source, calendar, writer);

    /// <summary>Reports it has made durable.</summary>
    public long Reports => Interlocked.Read(ref _reports);

    /// <inheritdoc/>
    public async Task<IssueState[]> WriteAsync(Commit commit, CancellationToken cancellation)
    {
        try
        {
            var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var states = await WriteAsync(connection, commit, cancellation).ConfigureAwait(false);
                Interlocked.Add(ref _reports, commit.Issues.Sum(row => row.Count));
                return states;
            }
        }
        catch (Exception e) when (Failures.Translate(e) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.Translate(e) is { } failure)
        {
            throw new CommitException(CommitFailure.NotSent, failure.Message, e);
        }
    }

    private async Task<IssueState[]> WriteAsync(NpgsqlConnection connection, Commit commit, CancellationToken cancellation)
    {
        var order = new RowOrder(commit.Issues);
        var command = new NpgsqlCommand { Connection = connection };
        await using (command.ConfigureAwait(false))
        {
            // Each lane of each host has rows of its own.
            var parameters = new CommitParameters(command.Parameters, commit, order, _calendar, (short)((_writer * Lanes) + commit.Lane));
            command.CommandText = CommitStatement.For(parameters.Add());
            var states = new IssueState[commit.Issues.Count];
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            var rows = 0;
            await using (reader.ConfigureAwait(false))
            {
                for (; await reader.ReadAsync(cancellation).ConfigureAwait(false); rows++)
                {
                    if (states.Length > 0)
                    {
                        states[order.Position(rows)] = new(reader.GetInt64(1), reader.GetBoolean(2), (IssueStatus)reader.GetInt32(3), reader.GetBoolean(4));
                    }
                }
            }

            // No rows: the gate was closed, so the commit was applied before, and its states are looked up with a snapshot of their own.
            return rows >= Math.Max(1, states.Length) ? states : await Replay.LookUpAsync(connection, commit, cancellation).ConfigureAwait(false);
        }
    }
}
