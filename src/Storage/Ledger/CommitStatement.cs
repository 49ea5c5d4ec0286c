using System.Text;

namespace Picket.Storage.Ledger;

/// <summary>
/// The text of the one statement that makes a commit durable, made of the parts that the commit has. Every write selects from the gate, so a
/// commit whose id was seen before writes nothing. Parts that are empty are left out, because each costs PostgreSQL even when it does nothing.
/// </summary>
internal static class CommitStatement
{
    /// <summary>What a commit has.</summary>
    [Flags]
    public enum Parts
    {
        None = 0,
        Known = 1,
        Fresh = 2,
        Samples = 4,
        Outcomes = 8,
        Facets = 16,
        Clients = 32,
        FilterSamples = 64,
        Origins = 128,
        LateHours = 256,
        All = 511,
    }

    /// <summary>
    /// Which reports reopen a resolved issue: those that do not carry a policy from before the resolution (for 24 hours, because pages are cached), and where it is
    /// resolved in a release, those of that release or of one that was not known then. What comes without a release is judged as if none had been named.
    /// </summary>
    private const string Reopens = """
        join issues i on i.id = o.id and i.status = 1 left join issue_resolutions r on r.issue_id = o.id
        where (o.policy is null or not o.policy = any(coalesce(r.policies, '{}')) or r.at < now() - interval '24 hours')
            and (o.release is null or r.issue_id is null or not (r.next_release or r.release is not null) or o.release = r.release
                or not exists (select from project_releases p where p.project_id = i.project_id and p.release = o.release and p.first_seen <= r.at))
        """;

    /// <summary>Of several commits at once the first reopens it, and says so: the others find it reopened when they get the row.</summary>
    private const string Reopened = """
        , status = case when b.id is not null and i.status = 1 then 0 else i.status end, substatus = case when b.id is not null and i.status = 1 then 2 else i.substatus end,
        status_at = case when b.id is not null and i.status = 1 then now() else i.status_at end, reopened_by = case when b.id is not null and i.status = 1 then $1 else i.reopened_by end
        """;

    private static readonly string?[] Texts = new string?[(int)Parts.All + 1];

    /// <summary>The statement for <paramref name="parts"/>. Its parameters come in the order of the parts, after the id.</summary>
    public static string For(Parts parts) => Texts[(int)parts] ??= Compose(parts);

    private static string Compose(Parts parts)
    {
        var (known, fresh) = (parts.HasFlag(Parts.Known), parts.HasFlag(Parts.Fresh));
        var next = 2;
        var text = new StringBuilder("with gate as (insert into ledger_commits (id) values ($1) on conflict do nothing returning 1)");
        if (known)
        {
            // One look-up serves all that need to know of the issue itself; a join promises no order. Whether a resolved issue is reopened is asked for
            // those alone that are known to be resolved: their rows bring the origins of their reports, and the others cost nothing for it.
            var decides = parts.HasFlag(Parts.Origins);
            text.Append($"""
                , known as materialized (
                    select k.*, i.status, i.last_seen < k.last_seen - interval '5 minutes' or (i.noise <> 0 and k.has_signal) as changes
                    from unnest({Arrays("bigint", "boolean", "bigint", "bigint", "bigint", "bigint", "timestamptz", "timestamptz", "timestamptz", "bigint")})
                        with ordinality as k (id, has_signal, count, weight, enforced, report_only, first_seen, last_seen, hour, hour_count, ord)
                    left join issues i on i.id = k.id)
                {(decides ? $", back as materialized (select distinct o.id from unnest({Arrays("bigint", "text", "uuid")}) as o (id, release, policy) {Reopens})" : "")}
                , touched as (
                    update issues i set last_seen = greatest(i.last_seen, k.last_seen), noise = case when k.has_signal then 0 else i.noise end{(decides ? Reopened : "")}
                    from known k{(decides ? " left join back b on b.id = k.id" : "")}, gate where (k.changes{(decides ? " or b.id is not null" : "")}) and i.id = k.id
                    {(decides ? "returning i.id, i.status, b.id is not null and i.reopened_by = $1 as regressed" : "")})
                {(decides ? ", noted as (insert into issue_activity (issue_id, kind) select id, 3 from touched where regressed)" : "")}
                """);
        }

        if (fresh)
        {
            text.Append($"""
                , fresh as materialized (
                    select * from unnest({Arrays("bigint", "smallint", "uuid", "uuid", "text", "text", "text", "text", "text", "text")}, {Arrays("smallint", "smallint", "smallint", "text")},
                        {Arrays("bigint", "bigint", "bigint", "bigint", "timestamptz", "timestamptz", "timestamptz", "bigint")})
                        with ordinality as f (project_id, kind, fingerprint, merge_key, title, culprit, directive, blocked_uri, blocked_host, document_host,
                            level, noise, noise_score, noise_reasons, count, weight, enforced, report_only, first_seen, last_seen, hour, hour_count, ord))
                , made as (
                    insert into issues as i (project_id, kind, fingerprint, merge_key, title, culprit, directive, blocked_uri, blocked_host, document_host,
                        level, noise, noise_score, noise_reasons, first_seen, last_seen, created_by, status, noise_overruled)
                    select f.project_id, f.kind, f.fingerprint, f.merge_key, f.title, f.culprit, f.directive, f.blocked_uri, f.blocked_host, f.document_host,
                        f.level, f.noise, f.noise_score, string_to_array(f.noise_reasons, ','), f.first_seen, f.last_seen, $1, fold.status, fold.noise_overruled
                    from gate, fresh f, lateral (
                        select case min(o.status) when 2 then 2 else 0 end as status, bool_and(o.noise_overruled) as noise_overruled
                        from issues o where o.project_id = f.project_id and o.merge_key = f.merge_key) fold
                    order by f.ord
                    on conflict (project_id, kind, fingerprint) do update set
                        noise = case excluded.noise when 0 then 0 else i.noise end,
                        last_seen = case when i.last_seen < excluded.last_seen - interval '5 minutes' then excluded.last_seen else i.last_seen end
                    returning id, project_id, kind, fingerprint, created_by, status)
                , placed as materialized (
                    select f.*, m.id, m.created_by, m.status from fresh f join made m using (project_id, kind, fingerprint))
                """);
        }

        if (known || fresh)
        {
            const string Columns = "id, count, weight, enforced, report_only, first_seen, last_seen, hour, hour_count";
            var rows = (known, fresh) switch
            {
                (true, false) => $"select {Columns} from known, gate order by id",
                (false, true) => $"select {Columns} from placed order by id",
                _ => $"select {Columns} from (select {Columns} from known, gate union all select {Columns} from placed) rows_of_both order by id",
            };

            // The latest hour is counted in the row itself. What the row does not keep leaves it for the hours, see 010_hours.sql, unless its partition is gone, or soon will be.
            var (writer, oldest) = (One("smallint"), One("timestamptz"));
            var leaving = $"select issue_id, past_hour, {writer}, past_count from counted where past_hour >= {oldest} and past_count > 0";
            if (parts.HasFlag(Parts.LateHours))
            {
                leaving = $"""
                    select issue_id, hour, writer, sum(count) from (
                        {leaving} union all select {Id("x")}, x.hour, {writer}, x.count
                        from unnest({Arrays("bigint", "integer", "timestamptz", "bigint")}) as x (id, ord, hour, count){Placed("x")}, gate) a (issue_id, hour, writer, count)
                    group by 1, 2, 3
                    """;
            }

            text.Append($"""
                , counted as (
                    insert into issue_counters as c (issue_id, count, weight, enforced, report_only, first_seen, last_seen, hour, hour_count) {rows}
                    on conflict (issue_id) do update set count = c.count + excluded.count, weight = c.weight + excluded.weight, enforced = c.enforced + excluded.enforced,
                        report_only = c.report_only + excluded.report_only, first_seen = least(c.first_seen, excluded.first_seen),
                        last_seen = greatest(c.last_seen, excluded.last_seen), hour = greatest(c.hour, excluded.hour),
                        hour_count = case when excluded.hour >= c.hour then excluded.hour_count else 0 end + case when c.hour >= excluded.hour then c.hour_count else 0 end,
                        past_hour = case when c.hour <> excluded.hour then least(c.hour, excluded.hour) end,
                        past_count = case when c.hour > excluded.hour then excluded.hour_count when c.hour < excluded.hour then c.hour_count end
                    returning issue_id, past_hour, past_count)
                , hours as (
                    insert into issue_hours as h (issue_id, hour, writer, count)
                    {leaving}
                    on conflict (issue_id, hour, writer) do update set count = h.count + excluded.count)
                """);
        }

        if (parts.HasFlag(Parts.Samples))
        {
            text.Append($"""
                , samples as (
                    insert into samples (issue_id, day, slot, at, browser, release, environment, normalized, raw)
                    select {Id("x")}, x.day, x.slot, x.at, x.browser, x.release, x.environment, x.normalized, x.raw
                    from unnest({Arrays("bigint", "integer", "date", "smallint", "timestamptz", "text", "text", "text", "jsonb", "text")})
                        as x (id, ord, day, slot, at, browser, release, environment, normalized, raw){Placed("x")}, gate
                    on conflict do nothing)
                """);
        }

        if (parts.HasFlag(Parts.Outcomes))
        {
            text.Append($"""
                , outcomes as (
                    insert into outcome_hours as o (writer, project_id, hour, outcome, reason, key_id, count)
                    select {One("smallint")}, x.* from unnest({Arrays("bigint", "timestamptz", "smallint", "text", "bigint", "bigint")}) as x, gate
                    on conflict (project_id, hour, outcome, reason, key_id, writer) do update set count = o.count + excluded.count)
                """);
        }

        if (parts.HasFlag(Parts.Facets))
        {
            text.Append($"""
                , facets as (
                    insert into issue_facets as f (issue_id, facet, value, count)
                    select x.* from unnest({Arrays("bigint", "smallint", "text", "bigint")}) as x, gate
                    on conflict (issue_id, facet, value) do update set count = f.count + excluded.count)
                """);
        }

        if (parts.HasFlag(Parts.Clients))
        {
            text.Append($"""
                , clients as (
                    insert into issue_clients as c (issue_id, day, sketch)
                    select x.* from unnest({Arrays("bigint", "date", "bit varying")}) as x (issue_id, day, sketch), gate
                    on conflict (issue_id, day) do update set sketch = c.sketch | excluded.sketch)
                """);
        }

        if (parts.HasFlag(Parts.FilterSamples))
        {
            text.Append($"""
                , filter_samples as (
                    insert into filter_samples (project_id, day, reason, slot, at, kind, title, browser, normalized, raw)
                    select x.* from unnest({Arrays("bigint", "date", "text", "smallint", "timestamptz", "smallint", "text", "text", "jsonb", "text")}) as x, gate
                    on conflict do nothing)
                """);
        }

        // A known issue that is gone divides by zero: the row is refused, and its delta fails alone instead of counting nowhere.
        const string Exists = "0 / (case when k.status is null then 0 else 1 end)";
        var knownStates = parts.HasFlag(Parts.Origins)
            ? $"select k.ord, k.id, false, {Exists} + coalesce(t.status, k.status), coalesce(t.regressed, false) from gate, known k left join touched t on t.id = k.id"
            : $"select k.ord, k.id, false, {Exists} + k.status, false from known k, gate";
        const string FreshStates = "select p.ord, p.id, p.created_by = $1, p.status::integer, false from placed p";
        text.Append((known, fresh) switch
        {
            (true, false) => $" {knownStates} order by 1",
            (false, true) => $" {FreshStates} order by 1",
            (true, true) => $" select ord, id, is_new, status, regressed from (select 0, * from ({knownStates}) k union all select 1, * from ({FreshStates}) f) s (part, ord, id, is_new, status, regressed) order by part, ord",
            _ => " select 1 from gate",
        });
        return text.ToString();

        string One(string type) => $"${next++}::{type}";
        string Arrays(params string[] types) => string.Join(", ", types.Select(type => $"${next++}::{type}[]"));
        string Id(string alias) => fresh ? $"coalesce({alias}.id, placed.id)" : $"{alias}.id";
        string Placed(string alias) => fresh ? $" left join placed on placed.ord = {alias}.ord" : "";
    }
}
