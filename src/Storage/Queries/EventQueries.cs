using Dapper;
using Picket.Ingestion;

namespace Picket.Storage.Queries;

/// <summary>Reads samples as events.</summary>
public sealed class EventQueries(Store store)
{
    private const string Columns = $"{SampleId.Sql} as id, s.issue_id as issue, s.slot, s.at, s.browser, s.release, s.environment, s.normalized::text as normalized, s.raw";

    private const string Behind = "(@beforeAt::timestamptz is null or (s.at, s.issue_id * 20 + s.slot) < (@beforeAt, @beforeId))";

    private const string Order = "order by s.at desc, s.issue_id * 20 + s.slot desc limit @limit";

    /// <summary>Events of issues, the latest first.</summary>
    /// <param name="issues">All issues of a fold.</param>
    /// <param name="before">Only what comes behind this event: its time and <see cref="EventRow.Place"/>; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<EventRow>> OfIssuesAsync(IReadOnlyList<long> issues, (DateTimeOffset At, long Place)? before, int limit, CancellationToken cancellation) => QueryAsync(
        $"select {Columns} from samples s where s.issue_id = any(@issues) and {Behind} {Order}",
        new { issues = issues.ToArray(), beforeAt = before?.At.UtcDateTime, beforeId = before?.Place, limit },
        cancellation);

    /// <summary>Events of the 500 issues of a project that were seen last, the latest first. An issue is listed up to five minutes late, and so may its events be.</summary>
    public Task<IReadOnlyList<EventRow>> OfProjectAsync(ProjectId project, (DateTimeOffset At, long Place)? before, int limit, CancellationToken cancellation) => QueryAsync(
        $"""
        select {Columns} from (
            select i.id from unnest(array[0, 1, 2]::smallint[]) as w (place) cross join unnest(array[0, 1, 2]::smallint[]) as t (status)
            cross join lateral (
                select i.id, i.last_seen from issues i where i.project_id = @project and i.place = w.place and i.status = t.status
                order by i.last_seen desc, i.id desc limit 500) i
            order by i.last_seen desc, i.id desc limit 500) seen
        join samples s on s.issue_id = seen.id where {Behind} {Order}
        """,
        new { project = project.Value, beforeAt = before?.At.UtcDateTime, beforeId = before?.Place, limit },
        cancellation);

    /// <summary>The oldest event of issues; null where there is none.</summary>
    public async Task<EventRow?> OldestAsync(IReadOnlyList<long> issues, CancellationToken cancellation) => (await QueryAsync(
        $"select {Columns} from samples s where s.issue_id = any(@issues) order by s.at, s.issue_id, s.slot limit 1", new { issues = issues.ToArray() }, cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>One event of a project; null where it is not there.</summary>
    public async Task<EventRow?> FindAsync(ProjectId project, SampleId id, CancellationToken cancellation) => (await QueryAsync(
        $"""
        select {Columns} from samples s where s.issue_id = @issue and s.day = @day and s.slot = @slot
            and exists (select from issues i where i.id = s.issue_id and i.project_id = @project)
        """,
        new { issue = id.Issue, day = id.Day, slot = id.Slot, project = project.Value },
        cancellation).ConfigureAwait(false)).SingleOrDefault();

    private async Task<IReadOnlyList<EventRow>> QueryAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return [.. (await connection.QueryAsync<Row>(new(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false)).Select(row => row.ToEvent())];
    }

    private sealed record Row(Guid Id, long Issue, short Slot, DateTimeOffset At, string Browser, string? Release, string? Environment, string Normalized, string Raw)
    {
        public EventRow ToEvent() => new(Issue, (Issue * 20) + Slot, new(Id, At, Browser, Release, Environment, Normalized, Raw));
    }
}
