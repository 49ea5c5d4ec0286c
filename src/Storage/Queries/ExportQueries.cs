using System.Runtime.CompilerServices;
using Dapper;
using Picket.Ingestion;

namespace Picket.Storage.Queries;

/// <summary>
/// Reads all there is of a project, bit by bit: each bit is a query of its own, so that whoever reads slowly holds neither a connection nor a snapshot, and no more than one bit is
/// in memory.
/// </summary>
public sealed class ExportQueries(Store store)
{
    private const int IssuesAtOnce = 500;
    private const int IssuesWithRowsAtOnce = 20;

    private const string Next = "select id from issues where project_id = @project and id > @after order by id limit @limit";

    /// <summary>Every issue, the oldest first: variants by themselves, with the number of the fold's oldest issue.</summary>
    public IAsyncEnumerable<ExportedIssue> IssuesAsync(ProjectId project, CancellationToken cancellation) => ReadAsync<ExportedIssue>(
        project,
        IssuesAtOnce,
        """
        select i.id, (select min(o.id) from issues o where o.project_id = i.project_id and o.merge_key = i.merge_key) as shownAs, i.kind, encode(uuid_send(i.fingerprint), 'hex') as fingerprint,
            i.title, i.culprit, i.directive, i.blocked_uri as blockedUri, i.blocked_host as blockedHost, i.status, i.place,
            coalesce(c.first_seen, i.first_seen) as firstSeen, coalesce(c.last_seen, i.last_seen) as lastSeen,
            coalesce(c.count, 0) as count, coalesce(c.weight, 0) as weight, coalesce(c.enforced, 0) as enforced, coalesce(c.report_only, 0) as reportOnly
        from issues i left join issue_counters c on c.issue_id = i.id where i.id = any(@ids) order by i.id
        """,
        cancellation);

    /// <summary>Reports of every issue an hour.</summary>
    public IAsyncEnumerable<ExportedHour> HoursAsync(ProjectId project, CancellationToken cancellation) => ReadAsync<ExportedHour>(
        project,
        IssuesWithRowsAtOnce,
        "select issue_id as issue, hour, sum(count)::bigint as count from issue_hour_counts where issue_id = any(@ids) group by issue_id, hour order by issue_id, hour",
        cancellation);

    /// <summary>Every sample.</summary>
    public IAsyncEnumerable<ExportedSample> SamplesAsync(ProjectId project, CancellationToken cancellation) => ReadAsync<ExportedSample>(
        project,
        IssuesWithRowsAtOnce,
        """
        select s.issue_id as issue, s.at, s.browser, s.release, s.environment, s.normalized::text as normalized, s.raw
        from samples s where s.issue_id = any(@ids) order by s.issue_id, s.day, s.slot
        """,
        cancellation);

    private async IAsyncEnumerable<T> ReadAsync<T>(ProjectId project, int limit, string sql, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = 0L; ;)
        {
            long[] ids;
            List<T> rows;
            await using (var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false))
            {
                ids = [.. await connection.QueryAsync<long>(new(Next, new { project = project.Value, after, limit }, cancellationToken: cancellation)).ConfigureAwait(false)];
                rows = ids.Length == 0 ? [] : (await connection.QueryAsync<T>(new(sql, new { ids }, cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
            }

            foreach (var row in rows)
            {
                yield return row;
            }

            if (ids.Length < limit)
            {
                yield break;
            }

            after = ids[^1];
        }
    }
}
