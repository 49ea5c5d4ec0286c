using Dapper;
using Picket.Ingestion;
using Picket.Ingestion.Outcomes;

namespace Picket.Storage.Queries;

/// <summary>Reads what filters did.</summary>
public sealed class FilterQueries(Store store)
{
    private const int Reasons = 50;

    /// <summary>What a project's filters turned away, the most frequent reason first, each with its latest samples.</summary>
    /// <param name="project">Which project; the caller has checked that it may be seen.</param>
    /// <param name="since">From this hour on.</param>
    /// <param name="samples">At most so many of each reason.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<FilteredReports>> ReadAsync(ProjectId project, DateTimeOffset since, int samples, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var counts = (await connection.QueryAsync<(string Reason, long Count, DateTimeOffset LastHour)>(new(
            """
            select reason, sum(count)::bigint, max(hour) from outcome_hours
            where project_id = @project and hour >= @since and outcome = @filtered group by reason order by 2 desc, 1 limit @Reasons
            """,
            new { project = project.Value, since = since.UtcDateTime, filtered = (short)OutcomeKind.Filtered, Reasons },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
        if (counts.Count == 0)
        {
            return [];
        }

        var kept = (await connection.QueryAsync<FilterSample>(new(
            """
            select s.reason, s.at, s.kind, s.title, s.browser, s.normalized::text, s.raw from unnest(@reasons) as wanted (reason)
            cross join lateral (
                select * from filter_samples f where f.project_id = @project and f.day >= @from and f.reason = wanted.reason
                order by f.day desc, f.at desc, f.slot desc limit @samples) s
            """,
            new { project = project.Value, from = DateOnly.FromDateTime(since.UtcDateTime), reasons = counts.ConvertAll(count => count.Reason), samples },
            cancellationToken: cancellation)).ConfigureAwait(false)).ToLookup(sample => sample.Reason);
        return [.. counts.Select(count => new FilteredReports(count.Reason, count.Count, count.LastHour, [.. kept[count.Reason]]))];
    }
}
