using System.Globalization;
using Dapper;
using Npgsql;

namespace Picket.Storage.Housekeeping;

/// <summary>Makes partitions three days ahead and drops whole ones that are past retention.</summary>
internal static class Partitions
{
    private const int DaysAhead = 3;
    private const int DaysBehind = 7; // A browser may hold a report back for a while; design.md bounds its age so.

    private const int DaysOfDropping = 2;
    private const string Hours = "issue_hours";

    private static readonly (string Table, bool Daily)[] Tables =
        [(Hours, false), ("outcome_hours", false), ("issue_clients", false), ("samples", true), ("filter_samples", true)];

    /// <summary>Makes what is missing and tells the calendar what there is. Hosts may do so at the same time.</summary>
    public static async Task EnsureAsync(Store store, CancellationToken cancellation)
    {
        var today = Today(store);
        var first = today.AddDays(-Math.Min(DaysBehind, store.Options.RetentionDays));
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('picket partitions')); set local lock_timeout = '2s'", transaction: transaction).ConfigureAwait(false);
        // Not what lies before a gap, as one that was switched off for weeks has. But the last hour of an issue leaves its row only when another comes: no gap may await it.
        var oldest = (await NamesAsync(connection, Hours).ConfigureAwait(false)).Select(StartOf).Append(first).Min();
        foreach (var (table, daily) in Tables)
        {
            await connection.ExecuteAsync(
                "select ensure_partitions(@table, @from, @to, @daily)",
                new { table, from = table == Hours ? oldest : first, to = today.AddDays(DaysAhead), daily },
                transaction).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        // What is about to be dropped takes nothing more, whatever the clock of the host that drops it says.
        var dropped = today.AddDays(DaysOfDropping - store.Options.RetentionDays);
        store.Calendar.Cover(first, today.AddDays(DaysAhead), oldest > dropped ? oldest : dropped < first ? dropped : first);
    }

    /// <summary>Drops partitions whose last day is past retention. One that is in use is left for the next time, rather than making reports wait behind a lock.</summary>
    /// <returns>How many went.</returns>
    public static async Task<int> DropOldAsync(Store store, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var sampleDays = await connection.QuerySingleAsync<int>(new("select coalesce(max(sample_days), 30) from project_retention", cancellationToken: cancellation)).ConfigureAwait(false);
        var dropped = 0;
        foreach (var (table, daily) in Tables)
        {
            // Those by the day hold samples: what no project keeps any more.
            var oldest = Today(store).AddDays(-(daily ? Math.Min(sampleDays, store.Options.RetentionDays) : store.Options.RetentionDays));
            foreach (var name in await NamesAsync(connection, table).ConfigureAwait(false))
            {
                var end = daily ? StartOf(name).AddDays(1) : StartOf(name).AddMonths(1);
                if (end <= oldest)
                {
                    dropped += await DropAsync(connection, name).ConfigureAwait(false) ? 1 : 0;
                }
            }
        }

        return dropped;
    }

    private static async Task<bool> DropAsync(NpgsqlConnection connection, string name)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            await connection.ExecuteAsync("set local lock_timeout = '200ms'", transaction: transaction).ConfigureAwait(false);
            await connection.ExecuteAsync($"drop table if exists {new NpgsqlCommandBuilder().QuoteIdentifier(name)}", transaction: transaction).ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    private static Task<IEnumerable<string>> NamesAsync(NpgsqlConnection connection, string table) => connection.QueryAsync<string>(
        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = @table::regclass", new { table });

    private static DateOnly StartOf(string name)
    {
        var digits = name[(name.LastIndexOf('_') + 1)..];
        return DateOnly.ParseExact(digits.Length == 6 ? digits + "01" : digits, "yyyyMMdd", CultureInfo.InvariantCulture);
    }

    private static DateOnly Today(Store store) => DateOnly.FromDateTime(store.Time.GetUtcNow().UtcDateTime);
}
