using Dapper;

namespace Picket.Storage.Queries;

/// <summary>Reads how an installation is: for its operator only, and nothing of what projects counted but sums over all of them.</summary>
public sealed class InstallationQueries(Store store)
{
    private const int TablesShown = 8;
    private const short ActiveSilo = 3;

    /// <summary>Reads it.</summary>
    /// <param name="since">Outcomes from this hour on.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<InstallationState> ReadAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var (version, bytes, users) = await connection.QuerySingleAsync<(string, long, long)>(new(
            "select current_setting('server_version'), pg_database_size(current_database()), (select count(*) from users)", cancellationToken: cancellation)).ConfigureAwait(false);
        var tables = await connection.QueryAsync<(string, long)>(new(
            """
            select coalesce(parent.relname, c.relname)::text, sum(pg_total_relation_size(c.oid))::bigint from pg_class c
            left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
            where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' group by 1 order by 2 desc limit @TablesShown
            """,
            new { TablesShown },
            cancellationToken: cancellation)).ConfigureAwait(false);
        var outcomes = await connection.QueryAsync<(short, long)>(new(
            "select outcome, sum(count)::bigint from outcome_hours where hour >= @since group by 1 order by 1", new { since = since.UtcDateTime }, cancellationToken: cancellation)).ConfigureAwait(false);
        var hosts = await connection.QueryAsync<HostState>(new(
            """
            select name, started_at as startedAt, reports_per_second as reportsPerSecond, cpu, memory from hosts where seen_at > @now - interval '1 minute' order by name limit 200
            """,
            new { now = store.Time.GetUtcNow().UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false);
        // A silo that died long ago is of no interest.
        var silos = await connection.QueryAsync<SiloState>(new(
            """
            select silo_name as name, address || ':' || port as address, status = @ActiveSilo as isActive, started_at as startedAt, alive_at as aliveAt
            from cluster_silos where status = @ActiveSilo or alive_at >= @since order by silo_name, started_at desc limit 200
            """,
            new { ActiveSilo, since = since.UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return new(version, bytes, tables.AsList(), users, outcomes.AsList(), hosts.AsList(), silos.AsList());
    }
}
