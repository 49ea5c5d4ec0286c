using Dapper;
using Picket.Ingestion;
using Picket.Reports;

namespace Picket.Storage.Queries;

/// <summary>
/// What pages of a project load from where, made from issues and samples of CSP, csp-hash, integrity and COEP reports. Noise is left out: what an extension loads is not the site's. It
/// knows what was reported only: what a policy allows is seen where a report-only policy or <c>report-sha256</c> tells of it.
/// </summary>
public sealed class InventoryQueries(Store store)
{
    /// <summary>Pages that are named of each.</summary>
    public const int MaxPages = 20;

    /// <summary>Issues it is made from: the latest ones.</summary>
    public const int MaxIssues = 2000;

    private const int MaxHashes = 20;
    private const int SamplesOfEach = 20;

    /// <summary>Hosts, then scripts, the newest first.</summary>
    /// <param name="project">Which project; the caller has checked that it may be seen.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<InventoryRow>> ReadAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<Row>(new(
            """
            with picked as materialized (
                select i.id, i.kind, i.directive, i.blocked_host, i.first_seen from issues i
                where i.project_id = @project and i.place <> 1 and (i.kind = @hash or (i.kind in (@csp, @integrity, @coep) and i.blocked_host <> ''))
                order by i.last_seen desc limit @MaxIssues),
            seen as materialized (
                select p.id, p.kind, p.blocked_host, coalesce(s.normalized ->> 'destination', p.directive) as use, coalesce(s.normalized ->> 'subresource_url', s.normalized ->> 'blocked_uri') as address,
                    s.normalized ->> 'document_uri' as page, s.normalized ->> 'hash' as hash
                from picked p left join lateral (select normalized from samples where issue_id = p.id order by day desc, slot limit @SamplesOfEach) s on true),
            named as (
                select id, false as script, blocked_host as name, kind, use, page, null as hash from seen where blocked_host <> ''
                union all
                select id, true, address, kind, use, page, hash from seen
                where address like 'http%://%' and (kind in (@hash, @integrity) or use like 'script%' or use like 'style%' or use like '%worker%')),
            facts as (
                select name, script, array_agg(distinct kind) as kinds, array_agg(distinct use) filter (where use <> '') as uses, array_agg(distinct page) filter (where page <> '') as pages,
                    array_agg(distinct hash) filter (where hash <> '') as hashes, array_agg(distinct id) as ids, max(id) as issue
                from named group by name, script)
            select f.script as isScript, f.name, f.kinds, coalesce(f.uses, '{}') as uses, c.first as firstSeen, c.last as lastSeen, c.reports,
                coalesce(f.pages[1:@MaxPages], '{}') as pages, coalesce(f.hashes[1:@MaxHashes], '{}') as hashes, f.issue
            from facts f cross join lateral (
                select coalesce(min(c.first_seen), now()) as first, coalesce(max(c.last_seen), now()) as last, coalesce(sum(c.count), 0)::bigint as reports
                from issue_counters c where c.issue_id = any(f.ids)) c
            order by f.script, c.first desc, f.name
            """,
            new { project = project.Value, csp = (short)ReportKind.Csp, hash = (short)ReportKind.CspHash, integrity = (short)ReportKind.Integrity, coep = (short)ReportKind.Coep, MaxIssues, MaxPages, MaxHashes, SamplesOfEach },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => new InventoryRow(
            row.IsScript, row.Name, [.. row.Kinds.Select(kind => (ReportKind)kind)], row.Uses, row.FirstSeen, row.LastSeen, row.Reports, row.Pages, row.Hashes, row.Issue))];
    }

    // Dapper fills arrays into properties, not into constructors.
    private sealed class Row
    {
        public bool IsScript { get; init; }

        public string Name { get; init; } = "";

        public short[] Kinds { get; init; } = [];

        public string[] Uses { get; init; } = [];

        public DateTimeOffset FirstSeen { get; init; }

        public DateTimeOffset LastSeen { get; init; }

        public long Reports { get; init; }

        public string[] Pages { get; init; } = [];

        public string[] Hashes { get; init; } = [];

        public long Issue { get; init; }
    }
}
