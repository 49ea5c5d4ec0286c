namespace Picket.Storage.Queries;

/// <summary>
/// The SQL of folds: all issues of a project with one merge key are one problem, see <c>003_reports.sql</c>. A fold is called by the number of its oldest issue, its face; it stands in
/// lists where the first of its issues does, its head.
/// </summary>
internal static class Folds
{
    /// <summary>A condition on <c>issues i</c>: it is the head, the first of its fold by place, status, last seen (latest first) and number (latest first).</summary>
    public const string IsHead = """
        not exists (select from issues o where o.project_id = i.project_id and o.merge_key = i.merge_key
            and (o.place, o.status, i.last_seen, i.id) < (i.place, i.status, o.last_seen, o.id))
        """;

    /// <summary>Numbers of all issues in the folds of <c>@issues</c>: what acts on one of a fold acts on all of it.</summary>
    public const string Members = """
        select m.id from issues m where (m.project_id, m.merge_key) in (select i.project_id, i.merge_key from issues i where i.id = any(@issues))
        """;

    /// <summary>Joins to a head <c>h</c> its face <c>i</c> and the sums <c>c</c> of its fold.</summary>
    public const string Joins = """
        cross join lateral (
            select min(m.id) as face, array_agg(m.id order by m.id) as members, coalesce(sum(n.count), 0)::bigint as count, coalesce(sum(n.weight), 0)::bigint as weight,
                coalesce(sum(n.enforced), 0)::bigint as enforced, coalesce(sum(n.report_only), 0)::bigint as report_only,
                min(coalesce(n.first_seen, m.first_seen)) as first_seen, max(coalesce(n.last_seen, m.last_seen)) as last_seen
            from issues m left join issue_counters n on n.issue_id = m.id where m.project_id = h.project_id and m.merge_key = h.merge_key) c
        join issues i on i.id = c.face
        """;

    /// <summary>What is shown of a fold; expects <see cref="Joins"/>.</summary>
    public const string Columns = """
        i.id, i.project_id as projectId, i.kind, i.fingerprint, i.title, i.culprit, i.directive, i.blocked_uri as blockedUri, i.blocked_host as blockedHost,
        i.document_host as documentHost, i.level, h.status, h.place, h.noise, h.noise_reasons as noiseReasons, h.noise_overruled as noiseOverruled, h.last_seen as listedAt,
        h.id as listedId, c.members, c.count, c.weight, c.enforced, c.report_only as reportOnly, c.first_seen as firstSeen, c.last_seen as lastSeen
        """;

    /// <summary>Reports of a fold in each of 24 hours from <c>@firstHour</c> on; expects <see cref="Joins"/>.</summary>
    public const string Hours = """
        array(select coalesce(sum(x.count), 0)::bigint
            from generate_series(@firstHour, @firstHour + interval '23 hours', interval '1 hour') as s (hour)
            left join issue_hour_counts x on x.issue_id = any(c.members) and x.hour = s.hour and x.hour >= @firstHour group by s.hour order by s.hour) as hours
        """;
}
