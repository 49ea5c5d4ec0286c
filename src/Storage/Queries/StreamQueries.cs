using System.Collections;
using Dapper;
using Picket.Ingestion;
using Picket.Ingestion.Issues;

namespace Picket.Storage.Queries;

/// <summary>What lists of issues show beside the issues. Everything looks at the latest issues only, so that a million cost what a thousand do.</summary>
public sealed class StreamQueries(Store store)
{
    private const int LatestIssues = 500;
    private const int MaxReleases = 100;

    /// <summary>Estimated client-days of folds since a day, by the fold's number; folds without any are left out.</summary>
    public async Task<IReadOnlyDictionary<long, long>> ClientDaysAsync(IReadOnlyList<IssueSummary> issues, DateOnly from, CancellationToken cancellation)
    {
        var foldOf = issues.SelectMany(issue => issue.Members.Select(member => (member, issue.Id))).ToDictionary(pair => pair.member, pair => pair.Id);
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(long Fold, BitArray Sketch)>(new(
            """
            select m.fold, bit_or(c.sketch) from unnest(@members, @folds) as m (id, fold) join issue_clients c on c.issue_id = m.id and c.day >= @from
            group by m.fold, c.day
            """,
            new { members = foldOf.Keys.ToArray(), folds = foldOf.Values.ToArray(), from },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return rows.GroupBy(row => row.Fold).ToDictionary(fold => fold.Key, fold => Math.Max(1, (long)Math.Round(fold.Sum(row => Estimate(row.Sketch)))));
    }

    /// <summary>Values of a facet in the latest issues of projects, the most frequent first.</summary>
    /// <param name="projects">Where.</param>
    /// <param name="facet">Which.</param>
    /// <param name="start">How they start; any case.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<string>> FacetValuesAsync(IReadOnlyList<ProjectId> projects, Facet facet, string start, int limit, CancellationToken cancellation) => ValuesAsync(
        """
        select f.value from latest l join issue_facets f on f.issue_id = l.id and f.facet = @facet
        where f.value <> '' and starts_with(lower(f.value), lower(@start)) group by f.value order by sum(f.count) desc, f.value limit @limit
        """, projects, (short)facet, start, limit, cancellation);

    /// <summary>Directives of the latest issues of projects.</summary>
    public Task<IReadOnlyList<string>> DirectivesAsync(IReadOnlyList<ProjectId> projects, string start, int limit, CancellationToken cancellation) => ValuesAsync(
        "select l.directive from latest l where starts_with(l.directive, lower(@start)) group by 1 order by count(*) desc, 1 limit @limit", projects, 0, start, limit, cancellation);

    /// <summary>Hosts that were blocked in the latest issues of projects.</summary>
    public Task<IReadOnlyList<string>> BlockedHostsAsync(IReadOnlyList<ProjectId> projects, string start, int limit, CancellationToken cancellation) => ValuesAsync(
        "select l.blocked_host from latest l where starts_with(l.blocked_host, lower(@start)) group by 1 order by count(*) desc, 1 limit @limit", projects, 0, start, limit, cancellation);

    /// <summary>Releases of a project, the oldest first, and whether a fold was seen in each.</summary>
    public async Task<IReadOnlyList<ReleaseMark>> ReleasesAsync(ProjectId project, IReadOnlyList<long> issues, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<ReleaseMark>(new(
            """
            select release, at, hasIssue from (
                select r.release, r.first_seen as at, exists (
                    select from issue_facets f where f.issue_id = any(@issues) and f.facet = 5 and f.value = r.release) as hasIssue
                from project_releases r where r.project_id = @project order by r.first_seen desc, r.release limit @limit) newest
            order by at, release
            """,
            new { project = project.Value, issues = issues.ToArray(), limit = MaxReleases },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>The newest release of a project, as <c>release:latest</c> finds it; null where it has had one at most, so that nothing can have come with it.</summary>
    public async Task<string?> NewestReleaseAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<string>(new(
            "select release from project_releases where project_id = @project order by first_seen desc, release limit 2",
            new { project = project.Value },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList() is [var newest, _] ? newest : null;
    }

    private async Task<IReadOnlyList<string>> ValuesAsync(string select, IReadOnlyList<ProjectId> projects, short facet, string start, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<string>(new(
            $"""
            with latest as (
                select i.* from unnest(@projects) as p (id) cross join unnest(array[0, 1, 2]::smallint[]) as s (status)
                cross join lateral (
                    select x.id, x.directive, x.blocked_host from issues x where x.project_id = p.id and x.place = 0 and x.status = s.status order by x.last_seen desc, x.id desc limit @latest) i)
            {select}
            """,
            new { projects = projects.Select(project => project.Value).ToArray(), latest = LatestIssues, facet, start, limit },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    private static double Estimate(BitArray sketch)
    {
        var bits = new byte[ClientSketch.Size];
        sketch.CopyTo(bits, 0);
        return ClientSketch.Estimate(bits);
    }
}
