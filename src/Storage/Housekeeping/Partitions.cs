using System.Globalization;
using Dapper;
using Npgsql;

namespace Picket.Storage.Housekeeping;

/// <summary>Makes partitions three days ahead and drops whole ones that are past retention.</summary>
internal static class Partitions
{
    /// <summary>So many days back there is always a partition, whatever retention says but for the installation's: a browser may hold a report back for a while.</summary>
    public const int DaysBehind = 7;

    private const int DaysAhead = 3;
    private const int DaysOfGrace = 2; // Hosts whose clock is behind, or that looked for partitions a moment ago, still write to a month that is past retention.

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
        // The last hour of an issue leaves its row only when another comes, perhaps after weeks in which nothing ran: no gap may await it.
        var starts = (await NamesAsync(connection, Hours).ConfigureAwait(false)).Select(StartOf).OfType<DateOnly>();
        var hours = Earlier(first, Later(today.AddDays(-store.Options.RetentionDays), starts.Append(first).Min()));
        foreach (var (table, daily) in Tables)
        {
            await connection.ExecuteAsync(
                "select ensure_partitions(@table, @from, @to, @daily)",
                new { table, from = table == Hours ? hours : first, to = today.AddDays(DaysAhead), daily },
                transaction).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        store.Calendar.Cover(first, today.AddDays(DaysAhead), hours); // The others not from before a gap.
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
            // Those by the day hold samples: what no project keeps any more, and to the day.
            var kept = daily ? Math.Min(Math.Max(sampleDays, DaysBehind), store.Options.RetentionDays) : store.Options.RetentionDays + DaysOfGrace;
            var oldest = Today(store).AddDays(-kept);
            foreach (var name in await NamesAsync(connection, table).ConfigureAwait(false))
            {
                if (StartOf(name) is { } start && (daily ? start.AddDays(1) : start.AddMonths(1)) <= oldest)
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

    /// <summary>The first day of a partition; null where somebody else has made it.</summary>
    private static DateOnly? StartOf(string name)
    {
        var digits = name[(name.LastIndexOf('_') + 1)..];
        return DateOnly.TryParseExact(digits.Length == 6 ? digits + "01" : digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Today(Store store) => DateOnly.FromDateTime(store.Time.GetUtcNow().UtcDateTime);
}
