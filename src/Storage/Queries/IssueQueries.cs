using System.Collections;
using Dapper;
using Picket.Ingestion;
using Picket.Ingestion.Issues;

namespace Picket.Storage.Queries;

/// <summary>Reads issues.</summary>
public sealed class IssueQueries(Store store)
{
    /// <summary>Whether a project has any issue at all.</summary>
    public async Task<bool> AnyAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleAsync<bool>(new(
            "select exists (select from issues where project_id = @project)", new { project = project.Value }, cancellationToken: cancellation)).ConfigureAwait(false);
    }

    /// <summary>The fold of one issue, without hours; null where there is none or the user must not see it.</summary>
    public async Task<IssueSummary?> FindAsync(long userId, long issue, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var row = await connection.QuerySingleOrDefaultAsync<IssueRecord>(new(
            $"""
            select {Folds.Columns} from (
                select i.* from issues i where i.id in ({Folds.Members}) and {Folds.IsHead} and exists (
                    select from projects p join memberships m on m.organization_id = p.organization_id and m.user_id = @userId where p.id = i.project_id)) h
            {Folds.Joins}
            """,
            new { userId, issues = new[] { issue } },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return row?.ToSummary();
    }

    /// <summary>The issues of a fold, each as it is by itself, the oldest first, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<IssueVariant>> VariantsAsync(IReadOnlyList<long> issues, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<IssueVariant>(new(
            """
            select i.id, encode(uuid_send(i.fingerprint), 'hex') as fingerprint, i.title, i.directive,
                array(select f.value from issue_facets f where f.issue_id = i.id and f.facet = 4 and f.value <> '' order by f.count desc, f.value limit 3) as browsers,
                coalesce(c.count, 0) as count, coalesce(c.last_seen, i.last_seen) as lastSeen
            from issues i left join issue_counters c on c.issue_id = i.id where i.id = any(@issues) order by i.id limit @limit
            """,
            new { issues = issues.ToArray(), limit },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Reports of a fold an hour; hours without any are left out.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset Hour, long Count)>> HoursAsync(IReadOnlyList<long> issues, DateTimeOffset from, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<(DateTimeOffset, long)>(new(
            "select hour, sum(count)::bigint from issue_hour_counts where issue_id = any(@issues) and hour >= @from group by hour order by hour",
            new { issues = issues.ToArray(), from = from.UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>All values of a fold that are told apart, by facet, largest first.</summary>
    public async Task<IReadOnlyList<FacetCount>> FacetsAsync(IReadOnlyList<long> issues, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return [.. (await connection.QueryAsync<(short Facet, string Value, long Count)>(new(
            "select facet, value, sum(count)::bigint from issue_facets where issue_id = any(@issues) group by facet, value order by facet, sum(count) desc, value",
            new { issues = issues.ToArray() },
            cancellationToken: cancellation)).ConfigureAwait(false)).Select(row => new FacetCount((Facet)row.Facet, row.Value, row.Count))];
    }

    /// <summary>The latest samples of a fold.</summary>
    public async Task<IReadOnlyList<SampleView>> SamplesAsync(IReadOnlyList<long> issues, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<SampleView>(new(
            $"""
            select {SampleId.Sql} as id, at, browser, release, environment, normalized::text, raw
            from samples s where issue_id = any(@issues) order by day desc, at desc, slot desc, issue_id desc limit @limit
            """,
            new { issues = issues.ToArray(), limit },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Estimated clients of a fold a day, see <see cref="ClientSketch"/>; days without any are left out.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, double Clients)>> ClientsAsync(IReadOnlyList<long> issues, DateOnly from, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(DateOnly Day, BitArray Sketch)>(new(
            "select day, bit_or(sketch) from issue_clients where issue_id = any(@issues) and day >= @from group by day order by day",
            new { issues = issues.ToArray(), from },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => (row.Day, Estimate(row.Sketch)))];
    }

    /// <summary>A short text that changes whenever a project's reports or settings do.</summary>
    public Task<string> StampAsync(ProjectId project, CancellationToken cancellation) => StampAsync("id", project.Value, cancellation);

    /// <summary>As <see cref="StampAsync(ProjectId, CancellationToken)"/>, over all projects of an organization.</summary>
    public Task<string> StampAsync(OrganizationId organization, CancellationToken cancellation) => StampAsync("organization_id", organization.Value, cancellation);

    private async Task<string> StampAsync(string column, long value, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleAsync<string>(new(
            $"""
            with p as (select id, version from projects where {column} = @value)
            select coalesce((select sum(o.count) from p join outcome_hours o on o.project_id = p.id and o.hour >= @from), 0)
                || '/' || @from || '/' || (select count(*) || '/' || coalesce(sum(version), 0) from p)
            """,
            new { value, from = store.ThisHour().AddHours(-1).UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false);
    }

    /// <summary>What a project was sent and did not take, the most frequent reason first.</summary>
    public async Task<IReadOnlyList<RefusedCount>> RefusedAsync(ProjectId project, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<RefusedCount>(new(
            """
            select reason, sum(count)::bigint as count, max(hour) as lastHour from outcome_hours
            where project_id = @project and hour >= @since and outcome in (2, 4, 5) group by reason order by 2 desc, 1 limit 20
            """,
            new { project = project.Value, since = since.UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    private static double Estimate(BitArray sketch)
    {
        var bits = new byte[ClientSketch.Size];
        sketch.CopyTo(bits, 0);
        return ClientSketch.Estimate(bits);
    }
}
