using Dapper;

namespace Picket.Storage.Housekeeping;

/// <summary>Says how busy this host is, where the operator's page reads it.</summary>
internal sealed class HostLoad(Store store)
{
    private static readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}";

    private readonly DateTimeOffset _startedAt = store.Time.GetUtcNow();
    private long _at = store.Time.GetTimestamp();
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private long _reports;

    /// <summary>Writes what was done since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        var (at, cpu, reports) = (store.Time.GetTimestamp(), Environment.CpuUsage.TotalTime, store.CommitWriter.Reports);
        var seconds = Math.Max(1, store.Time.GetElapsedTime(_at, at).TotalSeconds);
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync(new(
            """
            insert into hosts (name, started_at, seen_at, reports_per_second, cpu, memory) values (@name, @startedAt, @now, @rate, @cores, @memory)
            on conflict (name) do update set started_at = excluded.started_at, seen_at = excluded.seen_at, reports_per_second = excluded.reports_per_second, cpu = excluded.cpu, memory = excluded.memory
            """,
            new
            {
                name = _name,
                startedAt = _startedAt.UtcDateTime,
                now = store.Time.GetUtcNow().UtcDateTime,
                rate = (reports - _reports) / seconds,
                cores = (cpu - _cpu).TotalSeconds / seconds,
                memory = Environment.WorkingSet,
            },
            cancellationToken: cancellation)).ConfigureAwait(false);
        (_at, _cpu, _reports) = (at, cpu, reports);
    }

    /// <summary>The host ends: it is no longer one of them.</summary>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync(new("delete from hosts where name = @name", new { name = _name }, cancellationToken: cancellation)).ConfigureAwait(false);
    }
}
