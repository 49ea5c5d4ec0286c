using Dapper;

namespace Picket.Storage.Housekeeping;

/// <summary>What is deleted or folded in the background, in bounded steps, so that no transaction is long.</summary>
internal static class Chores
{
    private const int Step = 5000;
    private const int TopFacets = 100;

    /// <summary>A commit is sent again for seconds; an hour is more than enough to recognize it.</summary>
    private const string OldCommits = "delete from ledger_commits where id in (select id from ledger_commits where id < @before order by id limit @Step)";

    private const string UsedUpLinks = "delete from sign_in_links where expires_at < now()";

    /// <summary>Issues nobody has seen for the whole retention, and what is theirs. Their partitions went or go by themselves.</summary>
    private const string OldIssues = """
        with old as (
            select i.id from issues i left join issue_counters c on c.issue_id = i.id
            where i.last_seen < @before and coalesce(c.last_seen, i.last_seen) < @before order by i.id limit @Step for update of i skip locked),
        counters as (delete from issue_counters using old where issue_id = old.id),
        facets as (delete from issue_facets using old where issue_id = old.id)
        delete from issues using old where issues.id = old.id
        """;

    /// <summary>The largest values of each facet stay, the rest becomes "other values".</summary>
    private const string ManyFacets = """
        with many as (
            select issue_id, facet from issue_facets where value <> '' group by issue_id, facet having count(*) > @TopFacets order by issue_id, facet limit 200),
        ranked as (
            select f.issue_id, f.facet, f.value, row_number() over (partition by f.issue_id, f.facet order by f.count desc, f.value) as place
            from issue_facets f join many using (issue_id, facet) where f.value <> ''),
        gone as (
            delete from issue_facets f using ranked r
            where r.place > @TopFacets and f.issue_id = r.issue_id and f.facet = r.facet and f.value = r.value returning f.issue_id, f.facet, f.count)
        insert into issue_facets as f (issue_id, facet, value, count)
        select issue_id, facet, '', sum(count) from gone group by issue_id, facet order by issue_id, facet
        on conflict (issue_id, facet, value) do update set count = f.count + excluded.count
        """;

    /// <summary>Does all of them once.</summary>
    public static async Task RunAsync(Store store, CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await RepeatAsync(OldCommits, new { before = Guid.CreateVersion7(now.AddHours(-1)), Step }).ConfigureAwait(false);
        await RepeatAsync(OldIssues, new { before = now.AddDays(-store.Options.RetentionDays), Step }).ConfigureAwait(false);
        await connection.ExecuteAsync(new(ManyFacets, new { TopFacets }, cancellationToken: cancellation)).ConfigureAwait(false);
        await connection.ExecuteAsync(new(UsedUpLinks, cancellationToken: cancellation)).ConfigureAwait(false);

        async Task RepeatAsync(string step, object parameters)
        {
            while (await connection.ExecuteAsync(new(step, parameters, cancellationToken: cancellation)).ConfigureAwait(false) == Step)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
