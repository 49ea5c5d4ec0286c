using System.Collections;
using Dapper;
using Picket.Ingestion;
using Picket.Ingestion.Issues;

namespace Picket.Storage.Queries;

/// <summary>Reads issues.</summary>
public sealed class IssueQueries(Store store)
{
    // Each status is one walk along the index, so a page costs the same in a project of a million issues.
    private const string List = $"""
        select {IssueRecord.Columns},
            array(select coalesce(sum(h.count), 0)::bigint
                from generate_series(@firstHour, @firstHour + interval '23 hours', interval '1 hour') as s (hour)
                left join issue_hours h on h.issue_id = i.id and h.hour = s.hour and h.hour >= @firstHour group by s.hour order by s.hour) as hours
        from unnest(array[0, 1, 2]::smallint[]) as shown (place) cross join unnest(@statuses) as wanted (status)
        cross join lateral (
            select * from issues i
            where i.project_id = @project and i.place = shown.place and i.status = wanted.status
                and (@afterTime::timestamptz is null or (i.last_seen, i.id) < (@afterTime, @afterId))
                and (@text::text is null or i.title ilike @text or i.culprit ilike @text or i.directive ilike @text or i.blocked_uri ilike @text)
                and (@release::text is null or exists (select from issue_facets f where f.issue_id = i.id and f.facet = 5 and f.value = @release))
                and (@environment::text is null or exists (select from issue_facets f where f.issue_id = i.id and f.facet = 6 and f.value = @environment))
            order by i.last_seen desc, i.id desc limit @limit) i
        left join issue_counters c on c.issue_id = i.id
        order by i.last_seen desc, i.id desc limit @limit
        """;

    private static readonly short[] AllStatuses = [.. Enum.GetValues<IssueStatus>().Select(status => (short)status)];

    /// <summary>A page of a project's issues, latest first, with their last 24 hours.</summary>
    /// <param name="project">Which project; the caller has checked that it may be seen.</param>
    /// <param name="filter">Which issues.</param>
    /// <param name="after">Behind this issue: its <see cref="IssueSummary.ListedAt"/> and number; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<IssueSummary>> ListAsync(
        ProjectId project, IssueFilter filter, (DateTimeOffset ListedAt, long Id)? after, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<IssueRecord>(new(
            List,
            new
            {
                project = project.Value,
                statuses = filter.Status is { } status ? [(short)status] : AllStatuses,
                afterTime = after?.ListedAt.UtcDateTime,
                afterId = after?.Id,
                text = filter.Text is { Length: > 0 } text ? $"%{Like(text)}%" : null,
                release = filter.Release,
                environment = filter.Environment,
                firstHour = ThisHour().AddHours(-23).UtcDateTime,
                limit,
            },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToSummary())];
    }

    /// <summary>One issue, without hours; null where there is none or the user must not see it.</summary>
    public async Task<IssueSummary?> FindAsync(long userId, long issue, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var row = await connection.QuerySingleOrDefaultAsync<IssueRecord>(new(
            $"""
            select {IssueRecord.Columns} from issues i left join issue_counters c on c.issue_id = i.id
            join projects p on p.id = i.project_id join memberships m on m.organization_id = p.organization_id and m.user_id = @userId
            where i.id = @issue
            """,
            new { userId, issue },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return row?.ToSummary();
    }

    /// <summary>Reports an hour; hours without any are left out.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset Hour, long Count)>> HoursAsync(long issue, DateTimeOffset from, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<(DateTimeOffset, long)>(new(
            "select hour, sum(count)::bigint from issue_hours where issue_id = @issue and hour >= @from group by hour order by hour",
            new { issue, from = from.UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>All values that are told apart, by facet, largest first.</summary>
    public async Task<IReadOnlyList<FacetCount>> FacetsAsync(long issue, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return [.. (await connection.QueryAsync<(short Facet, string Value, long Count)>(new(
            "select facet, value, count from issue_facets where issue_id = @issue order by facet, count desc, value",
            new { issue },
            cancellationToken: cancellation)).ConfigureAwait(false)).Select(row => new FacetCount((Facet)row.Facet, row.Value, row.Count))];
    }

    /// <summary>The latest samples.</summary>
    public async Task<IReadOnlyList<SampleView>> SamplesAsync(long issue, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<SampleView>(new(
            """
            select md5(issue_id || '/' || day || '/' || slot)::uuid as id, at, browser, release, environment, normalized::text, raw
            from samples where issue_id = @issue order by day desc, at desc, slot desc limit @limit
            """,
            new { issue, limit },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Estimated clients a day, see <see cref="ClientSketch"/>; days without any are left out.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, double Clients)>> ClientsAsync(long issue, DateOnly from, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(DateOnly Day, BitArray Sketch)>(new(
            "select day, sketch from issue_clients where issue_id = @issue and day >= @from order by day", new { issue, from }, cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => (row.Day, Estimate(row.Sketch)))];
    }

    /// <summary>A short text that changes whenever a project's reports or settings do.</summary>
    public async Task<string> StampAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleAsync<string>(new(
            """
            select coalesce((select sum(count) from outcome_hours where project_id = @project and hour >= @from), 0)
                || '/' || @from || '/' || coalesce((select version from projects where id = @project), 0)
            """,
            new { project = project.Value, from = ThisHour().AddHours(-1).UtcDateTime },
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

    private static string Like(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private DateTimeOffset ThisHour()
    {
        var now = store.Time.GetUtcNow();
        return new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
    }
}
