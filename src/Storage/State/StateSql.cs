namespace Picket.Storage.State;

/// <summary>The statements behind <see cref="IssueActions"/>. All are for the issues <c>@ids</c>, which the transaction has locked.</summary>
internal static class StateSql
{
    /// <summary>Finds the folds of <c>@issues</c> and locks their issues in the order in which reports lock them.</summary>
    public const string Lock = """
        select i.id from issues i where i.project_id = any(@projects) and (i.project_id, i.merge_key) in (
            select o.project_id, o.merge_key from issues o where o.id = any(@issues) and o.project_id = any(@projects))
        order by i.id for update
        """;

    /// <summary>Nothing that was said about the status holds any more.</summary>
    public const string Forget = "delete from issue_resolutions where issue_id = any(@ids); delete from issue_archives where issue_id = any(@ids);";

    public const string Unresolve = "update issues set status = 0, substatus = 1, status_at = now() where id = any(@ids);";

    /// <summary>Samples say which policies there were before; seven days are as long as a browser may hold a report back.</summary>
    public const string Resolve = """
        update issues set status = 1, substatus = 0, status_at = now() where id = any(@ids);
        insert into issue_resolutions (issue_id, next_release, release, policies)
        select i.id, @next, @release, coalesce((
            select array_agg(distinct md5(s.normalized ->> 'original_policy')::uuid) from samples s
            where s.issue_id = i.id and s.day >= @since and s.normalized ? 'original_policy'), '{}')
        from unnest(@ids) as i (id);
        """;

    public const string Archive = """
        update issues set status = 2, substatus = @substatus, status_at = now() where id = any(@ids);
        insert into issue_archives (issue_id, until, until_count, until_hour)
        select i.id, @until,
            case when @reports::bigint is not null then @reports + (
                select coalesce(sum(c.count), 0)::bigint from issues m join issue_counters c on c.issue_id = m.id where m.project_id = i.project_id and m.merge_key = i.merge_key) end,
            case when @escalating then greatest(10, 3 * coalesce((
                select max(n.count) from (
                    select sum(h.count) as count from issues m join issue_hour_counts h on h.issue_id = m.id and h.hour >= @firstHour
                    where m.project_id = i.project_id and m.merge_key = i.merge_key group by h.hour) n), 0))::bigint end
        from issues i where i.id = any(@ids) and (@until::timestamptz is not null or @reports is not null or @escalating);
        """;

    public const string Assign = "update issues set assignee_id = @assignee where id = any(@ids);";

    public const string Bookmark = "insert into issue_bookmarks (issue_id, user_id) select id, @userId from unnest(@ids) as i (id) on conflict do nothing;";

    public const string Unbookmark = "delete from issue_bookmarks where issue_id = any(@ids) and user_id = @userId;";

    public const string See = "insert into issue_views (issue_id, user_id) select id, @userId from unnest(@ids) as i (id) on conflict do nothing;";

    public const string Unsee = "delete from issue_views where issue_id = any(@ids) and user_id = @userId;";

    /// <summary>One entry for each fold, at its oldest issue.</summary>
    public const string Note = """
        insert into issue_activity (issue_id, kind, user_id, data)
        select min(i.id), @kind, @userId, @data::jsonb from issues i where i.id = any(@ids) group by i.project_id, i.merge_key order by 1;
        """;

    /// <summary>What counted them goes in the background.</summary>
    public const string Delete = """
        with gone as (delete from issues where id = any(@ids) returning id)
        insert into issue_removals (issue_id, at) select id, @now from gone order by id;
        """;

    /// <summary>All get the merge key of the oldest.</summary>
    public const string Merge = "update issues set merge_key = (select merge_key from issues where id = any(@ids) order by id limit 1) where id = any(@ids);";

    /// <summary>Each gets its own fingerprint back. Where the rest went by one of these, it goes by that of its oldest from now on.</summary>
    public const string Unmerge = """
        update issues i set merge_key = case when i.fingerprint = any(@fingerprints) then i.fingerprint
            else (select o.fingerprint from issues o where o.id = any(@ids) and o.fingerprint <> all(@fingerprints) order by o.id limit 1) end
        where i.id = any(@ids) and (i.fingerprint = any(@fingerprints) or i.merge_key = any(@fingerprints));
        """;

    public const string Link = """
        insert into issue_tickets (issue_id, url, title, user_id) select id, @url, @title, @userId from unnest(@ids) as i (id)
        on conflict (issue_id, url) do update set title = excluded.title;
        """;

    public const string Unlink = "delete from issue_tickets where issue_id = any(@ids) and url = @url;";

    /// <summary>Of heads, as <c>@userId</c> sees them.</summary>
    public static string Standing { get; } = $"""
        select i.id, {Search.SearchSql.SubstatusOf("i")} as substatus, coalesce(r.next_release, false) as inNextRelease, r.release as inRelease,
            a.until, a.until_count as untilCount, u.id as assigneeId, u.name as assigneeName, u.email as assigneeEmail,
            exists (select from issue_bookmarks b where b.issue_id = i.id and b.user_id = @userId) as isBookmarked,
            exists (select from issue_views v where v.issue_id = i.id and v.user_id = @userId) as hasSeen,
            (select count(*)::integer from issues m join issue_activity c on c.issue_id = m.id and c.kind = 8
                where m.project_id = i.project_id and m.merge_key = i.merge_key) as comments,
            array(select t.url from issue_tickets t where t.issue_id = i.id order by t.at, t.url) as urls,
            array(select t.title from issue_tickets t where t.issue_id = i.id order by t.at, t.url) as titles
        from issues i left join issue_resolutions r on r.issue_id = i.id and i.status = 1 left join issue_archives a on a.issue_id = i.id and i.status = 2
            left join users u on u.id = i.assignee_id
        where i.id = any(@heads)
        """;

    public const string Activity = """
        select a.id, a.at, a.kind, a.data::text as data, u.id as userId, u.name as userName, u.email as userEmail
        from issue_activity a left join users u on u.id = a.user_id
        where a.issue_id = any(@members) and a.id < @before and (@kind::smallint is null or a.kind = @kind) order by a.id desc limit @limit
        """;
}
