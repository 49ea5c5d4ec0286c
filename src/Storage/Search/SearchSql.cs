using System.Globalization;
using System.Text;
using Dapper;
using Picket.Ingestion.Issues;

namespace Picket.Storage.Search;

/// <summary>
/// Turns a search into one statement. Every value is a parameter. Each project, place and status is one walk along an index in the list's order, which ends when the page is
/// full; so a page of a project with a million issues costs what one of a hundred does, wherever it starts.
/// </summary>
/// <remarks>
/// Issues of one fold are listed once: as the one that comes first by place and status and, among those that match, was seen last. Sub-queries that look at one issue have
/// <c>offset 0</c>, which keeps PostgreSQL from computing them for all issues beforehand.
/// </remarks>
internal sealed class SearchSql
{
    private static readonly short[] AllStatuses = [.. Enum.GetValues<IssueStatus>().Select(status => (short)status)];
    private static readonly short[] AllPlaces = [.. Enum.GetValues<IssuePlace>().Select(place => (short)place)];

    private readonly IssueSearch _search;
    private readonly List<IssueCondition> _conditions;

    private SearchSql(IssueSearch search) =>
        (_search, _conditions) = (search, [.. search.Conditions.Where(condition => condition.Field is not (IssueField.Status or IssueField.Place))]);

    /// <summary>The parameters of <see cref="Text"/>.</summary>
    public DynamicParameters Parameters { get; } = new();

    /// <summary>A statement that returns rows of <c>issues</c>: a page of heads, in order.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The statement for <paramref name="search"/>.</summary>
    public static SearchSql Of(IssueSearch search)
    {
        var sql = new SearchSql(search);
        sql.Compose();
        return sql;
    }

    private void Compose()
    {
        Parameters.Add("projects", _search.Projects.Select(project => project.Value).ToArray());
        Parameters.Add("statuses", Walked(IssueField.Status, AllStatuses));
        Parameters.Add("places", Walked(IssueField.Place, AllPlaces));
        Parameters.Add("limit", _search.Limit);
        // While a project has fewer than ten issues nothing is kept apart: the first report that someone sends may be noise, and it must be seen.
        var apart = _search.Conditions.Any(condition => condition.Field is IssueField.Place or IssueField.NoiseClass)
            ? ""
            : "where w.place = 0 or (select count(*) from (select from issues x where x.project_id = p.project_id order by x.id limit 10) few) < 10 ";
        var walked = $"i.project_id = p.project_id and i.place = w.place and i.status = s.status{Matches("i")}";
        var (order, from, where) = _search.Sort switch
        {
            IssueSort.LastSeen => ("last_seen desc, id desc", "select i.* from issues i", walked),
            IssueSort.New => ("id desc", "select i.* from issues i", walked),
            _ => ("fold_count desc, id desc",
                $"select i.*, n.fold_count from (select i.* from issues i where {walked} order by i.last_seen desc limit {Candidates()}) i cross join lateral (select {CountOf("i")} as fold_count offset 0) n", "true"),
        };
        Text = $"""
            select page.* from unnest(@projects) as p (project_id) cross join unnest(@places) as w (place) cross join unnest(@statuses) as s (status)
            cross join lateral (
                {from}
                where {where}{Behind()}
                    and not exists (
                        select from issues o where o.project_id = i.project_id and o.merge_key = i.merge_key and ((o.place, o.status) < (i.place, i.status)
                            or ((o.place, o.status) = (i.place, i.status) and (o.last_seen, o.id) > (i.last_seen, i.id){Matches("o")})) offset 0)
                order by {order} limit @limit) page
            {apart}order by {order} limit @limit
            """;
    }

    /// <summary>The order of <see cref="Text"/>, for what is joined to it as <paramref name="page"/>.</summary>
    public string OrderOf(string page) => _search.Sort switch
    {
        IssueSort.LastSeen => $"{page}.last_seen desc, {page}.id desc",
        IssueSort.New => $"{page}.id desc",
        _ => $"{page}.fold_count desc, {page}.id desc",
    };

    /// <summary>No index has the order of counts, which change with every report; so it is made of the issues that were seen last.</summary>
    private string Candidates()
    {
        Parameters.Add("candidates", Math.Max(2 * _search.Limit, IssueSearch.FrequencyCandidates / Math.Max(1, _search.Projects.Count)));
        return "@candidates";
    }

    private string Behind()
    {
        if (_search.After is not { } after)
        {
            return "";
        }

        Parameters.Add("afterId", after.Id);
        switch (_search.Sort)
        {
            case IssueSort.LastSeen:
                Parameters.Add("afterKey", DateTime.UnixEpoch.AddTicks(after.Key * TimeSpan.TicksPerMicrosecond));
                return " and (i.last_seen, i.id) < (@afterKey, @afterId)";
            case IssueSort.New:
                return " and i.id < @afterId";
            default:
                Parameters.Add("afterKey", after.Key);
                return " and (n.fold_count, i.id) < (@afterKey, @afterId)";
        }
    }

    private short[] Walked(IssueField field, short[] all) =>
        [.. all.Where(value => _search.Conditions.All(condition => condition.Field != field || condition.Numbers.Contains(value) != condition.IsNegated))];

    private string Matches(string issue)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _conditions.Count; i++)
        {
            var condition = _conditions[i];
            text.Append(" and ").Append(condition.IsNegated ? "(" : "").Append(Positive(condition, issue, $"c{i}")).Append(condition.IsNegated ? ") is not true" : "");
        }

        return text.ToString();
    }

    private string Positive(IssueCondition condition, string issue, string name) => condition.Field switch
    {
        IssueField.Kind => Numbered($"{issue}.kind", condition, name),
        IssueField.NoiseClass => Numbered($"{issue}.noise", condition, name),
        IssueField.Id => Numbered($"{issue}.id", condition, name),
        IssueField.Assignee => condition.Numbers.Count == 0 ? $"{issue}.assignee_id is not null" : Numbered($"{issue}.assignee_id", condition, name),
        IssueField.Substatus => $"({SubstatusOf(issue)}) = any({Add(name, condition.Numbers.ToArray())})",
        IssueField.BookmarkedBy =>
            $"exists (select from issue_bookmarks b where b.issue_id = {issue}.id and b.user_id = any({Add(name, condition.Numbers.ToArray())}) offset 0)",
        IssueField.Text =>
            $"({string.Join(" or ", ((string[])["title", "culprit", "directive", "blocked_uri"]).Select(column => Anywhere($"{issue}.{column}", condition, name)))})",
        IssueField.Title => Compared($"{issue}.title", condition, name, "ilike"),
        IssueField.Culprit => Compared($"{issue}.culprit", condition, name, "ilike"),
        IssueField.Directive => Compared($"{issue}.directive", condition, name),
        IssueField.BlockedHost => Compared($"{issue}.blocked_host", condition, name),
        IssueField.BlockedUri => Compared($"{issue}.blocked_uri", condition, name),
        IssueField.DocumentHost => InFacet(Facet.DocumentHost, condition, issue, name),
        IssueField.SourceFile => InFacet(Facet.SourceFile, condition, issue, name),
        IssueField.Disposition => InFacet(Facet.Disposition, condition, issue, name),
        IssueField.Browser => InFacet(Facet.Browser, condition, issue, name),
        IssueField.Release => InFacet(Facet.Release, condition, issue, name),
        IssueField.Environment => InFacet(Facet.Environment, condition, issue, name),
        IssueField.LatestRelease => $"""
            exists (select from issue_facets f where f.issue_id = {issue}.id and f.facet = {(short)Facet.Release}
                and f.value = {NewestRelease(issue)} offset 0)
            """,
        IssueField.FirstRelease => Compared(FirstRelease(issue), condition, name),
        IssueField.NewInLatestRelease => $"{FirstRelease(issue)} = {NewestRelease(issue)}",
        IssueField.Ticket => $"exists (select from issue_tickets t where t.issue_id = {issue}.id and {Compared("t.url", condition, name)} offset 0)",
        IssueField.FirstSeen => Within($"{issue}.first_seen", condition.From?.UtcDateTime, condition.Before?.UtcDateTime, "<", name),
        IssueField.LastSeen => Within($"{issue}.last_seen", condition.From?.UtcDateTime, condition.Before?.UtcDateTime, "<", name),
        IssueField.TimesSeen => Within(CountOf(issue), condition.AtLeast, condition.AtMost, "<=", name),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Field, "Status and place choose what is walked."),
    };

    private static string NewestRelease(string issue) => $"(select r.release from project_releases r where r.project_id = {issue}.project_id order by r.first_seen desc, r.release limit 1)";

    /// <summary>Of the whole fold: that another browser words a problem in its own way makes it no new one.</summary>
    private static string FirstRelease(string issue) => $"""
        (select r.release from issues m join issue_facets f on f.issue_id = m.id and f.facet = {(short)Facet.Release} join project_releases r on r.project_id = m.project_id and r.release = f.value
            where m.project_id = {issue}.project_id and m.merge_key = {issue}.merge_key order by r.first_seen, r.release limit 1)
        """;

    private static string CountOf(string issue) =>
        $"(select sum(c.count)::bigint from issues m join issue_counters c on c.issue_id = m.id where m.project_id = {issue}.project_id and m.merge_key = {issue}.merge_key)";

    /// <summary>Only whether an issue is young depends on the time.</summary>
    internal static string SubstatusOf(string issue) =>
        $"case when {issue}.status = 1 then 7 when {issue}.substatus <> 0 then {issue}.substatus when {issue}.status = 2 then 4 when {issue}.first_seen > now() - interval '7 days' then 0 else 1 end";

    private string Numbered(string column, IssueCondition condition, string name) => condition.Numbers is [var only]
        ? $"{column} = {Add(name, only)}"
        : $"{column} = any({Add(name, condition.Numbers.ToArray())})";

    private string InFacet(Facet facet, IssueCondition condition, string issue, string name) =>
        $"exists (select from issue_facets f where f.issue_id = {issue}.id and f.facet = {((short)facet).ToString(CultureInfo.InvariantCulture)} and f.value <> '' and {Compared("f.value", condition, name)} offset 0)";

    private string Anywhere(string column, IssueCondition condition, string name) => $"{column} ilike {Add(name, $"%{condition.Patterns[0].ToLike()}%")}";

    private string Compared(string column, IssueCondition condition, string name, string like = "like")
    {
        if (condition.Patterns.Count == 0)
        {
            return $"{column} is not null";
        }

        List<string> ways = [];
        if (condition.Patterns.Where(pattern => !pattern.HasWildcards && like == "like").Select(pattern => pattern.Text).ToArray() is { Length: > 0 } exact)
        {
            ways.Add(exact.Length == 1 ? $"{column} = {Add(name, exact[0])}" : $"{column} = any({Add(name, exact)})");
        }

        if (condition.Patterns.Where(pattern => pattern.HasWildcards || like != "like").Select(pattern => pattern.ToLike()).ToArray() is { Length: > 0 } wild)
        {
            ways.Add($"{column} {like} any({Add(name + "w", wild)})");
        }

        return ways.Count == 1 ? ways[0] : $"({string.Join(" or ", ways)})";
    }

    private string Within<T>(string column, T? from, T? to, string upper, string name)
        where T : struct => (from, to) switch
        {
            ({ } least, { } most) => $"({column} >= {Add(name, least)} and {column} {upper} {Add(name + "t", most)})",
            ({ } least, _) => $"{column} >= {Add(name, least)}",
            (_, { } most) => $"{column} {upper} {Add(name, most)}",
            _ => "true",
        };

    /// <summary>The same condition is written for two issues and has its parameters once.</summary>
    private string Add(string name, object value)
    {
        Parameters.Add(name, value);
        return "@" + name;
    }
}
