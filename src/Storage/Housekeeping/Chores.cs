namespace Picket.Storage.Housekeeping;

/// <summary>What there is to do about old and superfluous rows.</summary>
internal static class Chores
{
    /// <summary>A commit is sent again for seconds; an hour is more than enough to recognize it.</summary>
    private const string OldCommits = "delete from ledger_commits where id in (select id from ledger_commits where id < @before order by id limit @Step)";

    private const string UsedUpLinks = "delete from sign_in_links where expires_at < @before";

    /// <summary>Months that nobody leases from.</summary>
    private const string OldAllowances = "delete from allowances where (organization_id, month) in (select organization_id, month from allowances where month < @before::date limit @Step)";

    /// <summary>Issues nobody has seen for the whole retention. What is theirs goes like that of issues that someone deleted.</summary>
    private const string OldIssues = """
        with old as (
            select i.id from issues i left join issue_counters c on c.issue_id = i.id
            where i.last_seen < @before and coalesce(c.last_seen, i.last_seen) < @before order by i.id limit @Step for update of i skip locked),
        gone as (delete from issues using old where issues.id = old.id)
        insert into issue_removals (issue_id, at) select id, @before from old
        """;

    /// <summary>What counted issues that are gone. Commits that knew them still have had a minute to find that out.</summary>
    private const string Removals = """
        with gone as (select issue_id from issue_removals where at < @before order by issue_id limit @Step / 10 for update skip locked),
        counters as (delete from issue_counters t using gone where t.issue_id = gone.issue_id),
        facets as (delete from issue_facets t using gone where t.issue_id = gone.issue_id),
        hours as (delete from issue_hours t using gone where t.issue_id = gone.issue_id),
        clients as (delete from issue_clients t using gone where t.issue_id = gone.issue_id),
        samples as (delete from samples t using gone where t.issue_id = gone.issue_id),
        resolutions as (delete from issue_resolutions t using gone where t.issue_id = gone.issue_id),
        archives as (delete from issue_archives t using gone where t.issue_id = gone.issue_id),
        bookmarks as (delete from issue_bookmarks t using gone where t.issue_id = gone.issue_id),
        views as (delete from issue_views t using gone where t.issue_id = gone.issue_id),
        tickets as (delete from issue_tickets t using gone where t.issue_id = gone.issue_id),
        activity as (delete from issue_activity t using gone where t.issue_id = gone.issue_id)
        delete from issue_removals t using gone where t.issue_id = gone.issue_id
        """;

    /// <summary>Archived issues whose time is up (1: ongoing), or that came as often as they were archived for or far more often than before (3: escalating).</summary>
    private const string EndedArchives = """
        with ended as (
            select i.id, i.project_id, i.merge_key, case when a.until <= @before then 1 else 3 end as substatus from issue_archives a join issues i on i.id = a.issue_id and i.status = 2
            where a.until <= @before
                or a.until_count <= (
                    select sum(c.count) from issues m join issue_counters c on c.issue_id = m.id where m.project_id = i.project_id and m.merge_key = i.merge_key)
                or a.until_hour < (
                    select max(n.count) from (
                        select sum(h.count) as count from issues m join issue_hours h on h.issue_id = m.id and h.hour >= @before - interval '2 hours'
                        where m.project_id = i.project_id and m.merge_key = i.merge_key group by h.hour) n)
            order by i.id limit @Step for update of i skip locked),
        gone as (delete from issue_archives t using ended where t.issue_id = ended.id),
        folds as (select project_id, merge_key, max(substatus) as substatus, min(id) as id from ended group by project_id, merge_key),
        noted as (insert into issue_activity (issue_id, kind) select id, case substatus when 3 then 4 else 0 end from folds order by id)
        update issues i set status = 0, substatus = f.substatus, status_at = now() from folds f
        where i.project_id = f.project_id and i.merge_key = f.merge_key and i.status = 2
        """;

    /// <summary>
    /// What deleted projects have counted, step by step. Reports that were under way then may still come in: a project that is empty is looked at once more ten minutes later.
    /// </summary>
    private const string DeletedProjects = """
        with project as (select project_id, emptied_at from deletions where emptied_at is null or emptied_at < @before order by project_id limit 1),
        step as materialized (select project_id, emptied_at, delete_project_step(project_id, @Step) as gone from project),
        done as (delete from deletions d using step s where d.project_id = s.project_id and s.gone = 0 and s.emptied_at is not null)
        update deletions d set steps = d.steps + 1, emptied_at = case when s.gone = 0 then now() else d.emptied_at end
        from step s where d.project_id = s.project_id and not (s.gone = 0 and s.emptied_at is not null)
        """;

    /// <summary>Keys whose overlap after a rotation is over.</summary>
    private const string RotatedKeys = "update project_keys set active = false, expires_at = null where expires_at < @before";

    private const string EndedSessions = "delete from sessions where expires_at < @before";

    private const string EndedInvitations = "delete from invitations where expires_at < @before";

    /// <summary>The hundred largest values of each facet stay, the rest becomes "other values".</summary>
    private const string ManyFacets = """
        with many as (
            select issue_id, facet from issue_facets where value <> '' group by issue_id, facet having count(*) > 100 order by issue_id, facet limit @Step),
        ranked as (
            select f.issue_id, f.facet, f.value, row_number() over (partition by f.issue_id, f.facet order by f.count desc, f.value) as place
            from issue_facets f join many using (issue_id, facet) where f.value <> ''),
        gone as (
            delete from issue_facets f using ranked r
            where r.place > 100 and f.issue_id = r.issue_id and f.facet = r.facet and f.value = r.value returning f.issue_id, f.facet, f.count)
        insert into issue_facets as f (issue_id, facet, value, count)
        select issue_id, facet, '', sum(count) from gone group by issue_id, facet order by issue_id, facet
        on conflict (issue_id, facet, value) do update set count = f.count + excluded.count
        """;

    /// <summary>All of them, the cheap and urgent first.</summary>
    public static IReadOnlyList<Chore> All { get; } =
    [
        new("ids of old commits", TimeSpan.FromMinutes(1), OldCommits, store => Guid.CreateVersion7(store.Time.GetUtcNow().AddHours(-1))),
        new("sign-in links", TimeSpan.FromMinutes(1), UsedUpLinks, store => store.Time.GetUtcNow().UtcDateTime),
        new("rotated keys", TimeSpan.FromSeconds(1), RotatedKeys, store => store.Time.GetUtcNow()),
        new("deleted projects", TimeSpan.FromSeconds(1), DeletedProjects, store => store.Time.GetUtcNow().AddMinutes(-10)),
        new("sessions", TimeSpan.FromMinutes(10), EndedSessions, store => store.Time.GetUtcNow()),
        new("invitations", TimeSpan.FromMinutes(10), EndedInvitations, store => store.Time.GetUtcNow()),
        new("ended archives", TimeSpan.FromMinutes(1), EndedArchives, store => store.Time.GetUtcNow().UtcDateTime),
        // These read whole tables.
        new("old months of organizations", TimeSpan.FromHours(1), OldAllowances, store => store.Time.GetUtcNow().AddDays(-62).UtcDateTime),
        new("old issues", TimeSpan.FromHours(1), OldIssues, store => store.Time.GetUtcNow().AddDays(-store.Options.RetentionDays)),
        new("facets", TimeSpan.FromHours(1), ManyFacets, store => store.Time.GetUtcNow()),
        // After what leaves rows behind.
        new("removed issues", TimeSpan.FromMinutes(1), Removals, store => store.Time.GetUtcNow().AddMinutes(-1).UtcDateTime),
    ];
}
