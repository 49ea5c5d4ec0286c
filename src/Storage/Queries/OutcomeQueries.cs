using Dapper;
using Picket.Ingestion;
using Picket.Ingestion.Outcomes;

namespace Picket.Storage.Queries;

/// <summary>Reads how reports ended: exact sums.</summary>
public sealed class OutcomeQueries(Store store)
{
    /// <summary>Sums by interval, project, outcome and reason; what there was none of is left out.</summary>
    /// <param name="projects">Of these.</param>
    /// <param name="from">From this hour on.</param>
    /// <param name="before">Before this hour.</param>
    /// <param name="byDay">Intervals are days of UTC; else hours.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<OutcomeSum>> SumAsync(
        IReadOnlyList<ProjectId> projects, DateTimeOffset from, DateTimeOffset before, bool byDay, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(DateTimeOffset At, long Project, short Outcome, string Reason, long Count)>(new(
            """
            select date_trunc(@unit, hour, 'UTC') as at, project_id, outcome, reason, sum(count)::bigint from outcome_hours
            where project_id = any(@projects) and hour >= @from and hour < @before group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """,
            new { unit = byDay ? "day" : "hour", projects = projects.Select(project => project.Value).ToArray(), from = from.UtcDateTime, before = before.UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => new OutcomeSum(row.At, new(row.Project), (OutcomeKind)row.Outcome, row.Reason, row.Count))];
    }

    /// <summary>Sums of one project by key and outcome; key 0 is reports without a known key.</summary>
    /// <param name="project">Which; the caller has checked that it may be seen.</param>
    /// <param name="from">From this hour on.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<(long Key, OutcomeKind Outcome, long Count)>> SumByKeyAsync(ProjectId project, DateTimeOffset from, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(long Key, short Outcome, long Count)>(new(
            "select key_id, outcome, sum(count)::bigint from outcome_hours where project_id = @project and hour >= @from group by 1, 2 order by 1, 2",
            new { project = project.Value, from = from.UtcDateTime },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => (row.Key, (OutcomeKind)row.Outcome, row.Count))];
    }
}
