using System.Collections;
using Dapper;
using Npgsql;
using Picket.Ingestion;
using Picket.Ingestion.Issues;

namespace Picket.Storage.Queries;

/// <summary>Reads issues.</summary>
public sealed class IssueQueries(Store store)
{
    private const string Matches = """
        exists (select from issues m where m.project_id = i.project_id and m.merge_key = i.merge_key
            and (@text::text is null or m.title ilike @text or m.culprit ilike @text or m.directive ilike @text or m.blocked_uri ilike @text)
            and (@release::text is null or exists (select from issue_facets f where f.issue_id = m.id and f.facet = 5 and f.value = @release))
            and (@environment::text is null or exists (select from issue_facets f where f.issue_id = m.id and f.facet = 6 and f.value = @environment)))
        """;

    // Each place and status is one walk along the index, and only the folds of the page are summed; so a page costs the same in a project of a million issues.
    private const string List = $"""
        select {Folds.Columns},
            array(select coalesce(sum(x.count), 0)::bigint
                from generate_series(@firstHour, @firstHour + interval '23 hours', interval '1 hour') as s (hour)
                left join issue_hours x on x.issue_id = any(c.members) and x.hour = s.hour and x.hour >= @firstHour group by s.hour order by s.hour) as hours
        from (
            select i.* from unnest(@places) as shown (place) cross join unnest(@statuses) as wanted (status)
            cross join lateral (
                select * from issues i
                where i.project_id = @project and i.place = shown.place and i.status = wanted.status
                    and (@afterTime::timestamptz is null or (i.last_seen, i.id) < (@afterTime, @afterId))
                    and {Folds.IsHead} and (not @matched or {Matches})
                order by i.last_seen desc, i.id desc limit @limit) i
            order by i.last_seen desc, i.id desc limit @limit) h
        {Folds.Joins}
        order by h.last_seen desc, h.id desc
        """;

    /// <summary>While a project has fewer issues, nothing is kept apart: the first report that someone sends may be noise, and it must be seen.</summary>
    private const int FewIssues = 10;

    private static readonly short[] AllStatuses = [.. Enum.GetValues<IssueStatus>().Select(status => (short)status)];

    private static readonly short[] AllPlaces = [.. Enum.GetValues<IssuePlace>().Select(place => (short)place)];

    /// <summary>A page of a project's folds, latest first, with their last 24 hours.</summary>
    /// <param name="project">Which project; the caller has checked that it may be seen.</param>
    /// <param name="filter">Which issues.</param>
    /// <param name="after">Behind this fold: its <see cref="IssueSummary.ListedAt"/> and <see cref="IssueSummary.ListedId"/>; null for the first page.</param>
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
                places = filter.Place switch
                {
                    null => AllPlaces,
                    IssuePlace.Stream when await HasFewAsync(connection, project, cancellation).ConfigureAwait(false) => AllPlaces,
                    { } place => [(short)place],
                },
                matched = filter.Text is { Length: > 0 } || filter.Release is not null || filter.Environment is not null,
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
            select i.id, i.title, i.directive,
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
            "select hour, sum(count)::bigint from issue_hours where issue_id = any(@issues) and hour >= @from group by hour order by hour",
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
            """
            select md5(issue_id || '/' || day || '/' || slot)::uuid as id, at, browser, release, environment, normalized::text, raw
            from samples where issue_id = any(@issues) order by day desc, at desc, slot desc, issue_id desc limit @limit
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

    private static Task<bool> HasFewAsync(NpgsqlConnection connection, ProjectId project, CancellationToken cancellation) => connection.QuerySingleAsync<bool>(new(
        "select count(*) < @FewIssues from (select from issues where project_id = @project limit @FewIssues) few", new { project = project.Value, FewIssues }, cancellationToken: cancellation));

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
