using Dapper;
using Picket.Ingestion;

namespace Picket.Storage.Queries;

/// <summary>Counts what of projects needs somebody, each count bounded.</summary>
public sealed class ProjectFigureQueries(Store store)
{
    /// <summary>Where counts stop: a page then says "at least".</summary>
    public const int MaxCount = 500;

    /// <summary>The figures of projects, in no order that matters. The caller has checked that they may be seen.</summary>
    public async Task<IReadOnlyDictionary<ProjectId, ProjectFigures>> ReadAsync(IReadOnlyList<ProjectId> projects, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<Row>(new(
            $"""
            select p.id, f.open, n.newToday, n.newCsp, w.reportOnly, w.enforced,
                (select least(x.first_seen, c.first_seen) from issues x left join issue_counters c on c.issue_id = x.id where x.project_id = p.id order by x.id limit 1) as firstReport
            from unnest(@projects) as p (id)
            cross join lateral (
                select count(*) as open from (
                    select from issues i where i.project_id = p.id and i.place = 0 and i.status = 0 and {Folds.IsHead} limit @most) x) f
            cross join lateral (
                select count(distinct x.merge_key) as newToday, count(distinct x.merge_key) filter (where x.kind = 1) as newCsp from (
                    select i.merge_key, i.place, i.status, i.kind, i.first_seen from issues i where i.project_id = p.id order by i.id desc limit @most) x
                where x.first_seen >= @day and x.place = 0 and x.status = 0
                    and not exists (select from issues o where o.project_id = p.id and o.merge_key = x.merge_key and o.first_seen < @day)) n
            cross join lateral (
                select count(*) filter (where x.enforced = 0) as reportOnly, count(*) filter (where x.enforced > 0) as enforced from (
                    select coalesce((select sum(c.enforced) from issues m join issue_counters c on c.issue_id = m.id where m.project_id = i.project_id and m.merge_key = i.merge_key), 0) as enforced
                    from issues i where i.project_id = p.id and i.place = 0 and i.status = 0 and i.kind = 1 and i.last_seen >= @week and {Folds.IsHead}
                    order by i.last_seen desc limit @most) x) w
            """,
            new { projects = projects.Select(project => project.Value).ToArray(), day = now.AddDays(-1).UtcDateTime, week = now.AddDays(-7).UtcDateTime, most = MaxCount },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return rows.ToDictionary(
            row => new ProjectId(row.Id), row => new ProjectFigures(new(row.Id), row.Open, row.NewToday, row.NewCsp, row.ReportOnly, row.Enforced, row.FirstReport));
    }

    private sealed record Row(long Id, long Open, long NewToday, long NewCsp, long ReportOnly, long Enforced, DateTimeOffset? FirstReport);
}
