namespace Picket.Storage.Housekeeping;

/// <summary>What there is to do about old and superfluous rows.</summary>
internal static class Chores
{
    /// <summary>A commit is sent again for seconds; an hour is more than enough to recognize it.</summary>
    private const string OldCommits = "delete from ledger_commits where id in (select id from ledger_commits where id < @before order by id limit @Step)";

    /// <summary>Hosts that were killed.</summary>
    private const string GoneHosts = "delete from hosts where seen_at < @before";

    private const string UsedUpLinks = "delete from sign_in_links where expires_at < @before";

    /// <summary>Months that nobody leases from.</summary>
    private const string OldAllowances = "delete from allowances where (organization_id, month) in (select organization_id, month from allowances where month < @before::date limit @Step)";

    /// <summary>Issues nobody has seen for the whole retention. What is theirs goes like that of issues that someone deleted.</summary>
    private const string OldIssues = """
        with old as (
            select i.id from issues i left join project_retention r on r.project_id = i.project_id left join issue_counters c on c.issue_id = i.id
            where greatest(i.last_seen, c.last_seen) < @before::timestamptz - least(r.hour_days, @Retention) * interval '1 day' order by i.id limit @Step for update of i skip locked),
        gone as (delete from issues using old where issues.id = old.id)
        insert into issue_removals (issue_id, at) select id, @before::timestamptz - interval '1 hour' from old
        """;

    /// <summary>Samples that their project no longer keeps. What no project keeps went with its partition, of which those of <see cref="Partitions.DaysBehind"/> are always there.</summary>
    private const string OldSamples = """
        with old as (
            select s.issue_id, s.day, s.slot from project_retention r join issues i on i.project_id = r.project_id
                join samples s on s.issue_id = i.id and s.day < (@before at time zone 'utc')::date - r.sample_days
            where r.sample_days < least(@Retention, greatest(@DaysBehind, (select max(sample_days) from project_retention))) order by s.issue_id, s.day, s.slot limit @Step),
        filtered as (
            delete from filter_samples t using project_retention r
            where t.project_id = r.project_id and t.day < (@before at time zone 'utc')::date - r.sample_days)
        delete from samples t using old o where t.issue_id = o.issue_id and t.day = o.day and t.slot = o.slot
        """;

    /// <summary>Counts by hour, and clients by day, that their project no longer keeps.</summary>
    private const string OldHours = """
        with short as (select project_id, @before::timestamptz - hour_days * interval '1 day' as since from project_retention where hour_days < @Retention),
        old as (
            select h.issue_id, h.hour, h.writer from short r join issues i on i.project_id = r.project_id join issue_hours h on h.issue_id = i.id and h.hour < r.since
            order by h.issue_id, h.hour, h.writer limit @Step),
        clients as (
            delete from issue_clients t using short r, issues i where i.project_id = r.project_id and t.issue_id = i.id and t.day < (r.since at time zone 'utc')::date
                and t.issue_id in (select issue_id from old)),
        outcomes as (
            select o.project_id, o.hour, o.outcome, o.reason, o.key_id, o.writer from short r join outcome_hours o on o.project_id = r.project_id and o.hour < r.since
            order by 1, 2, 3, 4, 5, 6 limit @Step),
        gone as (
            delete from outcome_hours t using outcomes o where (t.project_id, t.hour, t.outcome, t.reason, t.key_id, t.writer) = (o.project_id, o.hour, o.outcome, o.reason, o.key_id, o.writer))
        delete from issue_hours t using old o where t.issue_id = o.issue_id and t.hour = o.hour and t.writer = o.writer
        """;

    /// <summary>What an organization hears of its month, once. Leases are the truth that limits go by; hosts hold a few reports of them that nobody has sent yet.</summary>
    private const string QuotaNotices = """
        with due as (
            select o.id, o.slug, a.month, n.percent, coalesce(o.month_limit, pl.month_quota) as quota, a.leased
            from allowances a join organizations o on o.id = a.organization_id left join plans pl on pl.id = o.plan_id cross join (values (80), (100), (120)) n (percent)
            where a.month = date_trunc('month', @before at time zone 'utc')::date and coalesce(o.month_limit, pl.month_quota) > 0
                and a.leased::numeric * 100 >= coalesce(o.month_limit, pl.month_quota)::numeric * n.percent
                and not exists (select from quota_notices q where (q.organization_id, q.month, q.percent) = (a.organization_id, a.month, n.percent)) limit @Step),
        noted as (insert into quota_notices (organization_id, month, percent, at) select id, month, percent, @before from due on conflict do nothing returning organization_id, percent)
        insert into audit_log (organization_id, at, actor, via, action, target, detail)
        select d.id, @before, 'Picket', 'housekeeping', 'quota.reached', d.slug, jsonb_build_object('percent', d.percent, 'quota', d.quota, 'used', d.leased)
        from due d join noted n on (n.organization_id, n.percent) = (d.id, d.percent)
        """;

    /// <summary>What an hour of each project usually brings, of the last seven days; in steps of a fifth, so that it changes rarely.</summary>
    private const string UsualHours = """
        with usual as (
            select p.id, (2 ^ (ceil(4 * log(2.0, greatest(1.0, coalesce(sum(h.count), 0) / least(168.0, extract(epoch from @before - p.created_at) / 3600))::numeric)) / 4))::bigint as mean
            from projects p left join outcome_hours h on h.project_id = p.id and h.outcome = 0 and h.hour >= @before - interval '7 days' and h.hour < @before
            where p.created_at < @before - interval '1 day' group by p.id)
        update projects p set hourly_mean = u.mean from usual u
        where p.id = u.id and p.id in (select x.id from projects x join usual v on v.id = x.id where x.hourly_mean is distinct from v.mean order by x.id limit @Step)
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
                        select sum(h.count) as count from issues m join issue_hour_counts h on h.issue_id = m.id and h.hour >= @before - interval '2 hours'
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
        new("hosts that are gone", TimeSpan.FromMinutes(1), GoneHosts, store => store.Time.GetUtcNow().AddMinutes(-10).UtcDateTime),
        new("sign-in links", TimeSpan.FromMinutes(1), UsedUpLinks, store => store.Time.GetUtcNow().UtcDateTime),
        new("rotated keys", TimeSpan.FromSeconds(1), RotatedKeys, store => store.Time.GetUtcNow()),
        new("deleted projects", TimeSpan.FromSeconds(1), DeletedProjects, store => store.Time.GetUtcNow().AddMinutes(-10)),
        new("sessions", TimeSpan.FromMinutes(10), EndedSessions, store => store.Time.GetUtcNow()),
        new("invitations", TimeSpan.FromMinutes(10), EndedInvitations, store => store.Time.GetUtcNow()),
        new("notices of quotas", TimeSpan.FromMinutes(1), QuotaNotices, store => store.Time.GetUtcNow()),
        new("usual hours", TimeSpan.FromHours(1), UsualHours, store => store.ThisHour()),
        new("ended archives", TimeSpan.FromMinutes(1), EndedArchives, store => store.Time.GetUtcNow().UtcDateTime),
        // These read whole tables.
        new("old months of organizations", TimeSpan.FromHours(1), OldAllowances, store => store.Time.GetUtcNow().AddDays(-62).UtcDateTime),
        new("old issues", TimeSpan.FromHours(1), OldIssues, store => store.Time.GetUtcNow()),
        new("samples of projects that keep them for a shorter time", TimeSpan.FromHours(6), OldSamples, store => store.Time.GetUtcNow()),
        new("hours of projects that keep them for a shorter time", TimeSpan.FromHours(6), OldHours, store => store.Time.GetUtcNow()),
        new("facets", TimeSpan.FromHours(1), ManyFacets, store => store.Time.GetUtcNow()),
        // After what leaves rows behind.
        new("removed issues", TimeSpan.FromMinutes(1), Removals, store => store.Time.GetUtcNow().AddMinutes(-1).UtcDateTime),
    ];
}
