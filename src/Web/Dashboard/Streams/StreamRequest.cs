using Microsoft.AspNetCore.Http;
using Picket.Ingestion.Issues;
using Picket.Storage.Search;
using Picket.Web.Api;
using Picket.Web.Api.Search;

namespace Picket.Web.Dashboard.Streams;

/// <summary>What a stream's address asks for. The whole state of the page is in it, so an address is a view that can be shared.</summary>
public sealed record StreamRequest
{
    private const int MaxText = 200;

    /// <summary>Lengths of time that can be chosen, with what they are called.</summary>
    public static IReadOnlyList<(string Period, string Name)> Periods { get; } = [("", "Any time"), ("24h", "24 hours"), ("7d", "7 days"), ("14d", "14 days"), ("30d", "30 days"), ("90d", "90 days")];

    /// <summary>Orders that can be chosen, with what they are called.</summary>
    public static IReadOnlyList<(string Sort, string Name)> Sorts { get; } = [("date", "Last seen"), ("new", "First seen"), ("freq", "Reports")];

    /// <summary>Dispositions that can be chosen.</summary>
    public static IReadOnlyList<(string Disposition, string Name)> Dispositions { get; } = [("", "Enforced or not"), ("enforce", "Enforced"), ("report", "Report only")];

    /// <summary>The search as it was typed, at most one character more than is read.</summary>
    public string Search { get; init; } = "";

    /// <summary>The tab, see <see cref="StreamTab"/>.</summary>
    public string Tab { get; init; } = StreamTab.Open;

    /// <summary>The order: <c>date</c>, <c>new</c> or <c>freq</c>.</summary>
    public string Sort { get; init; } = "date";

    /// <summary>Seen within this time; empty: whenever.</summary>
    public string Period { get; init; } = "";

    /// <summary>Seen in this environment; empty: in any.</summary>
    public string Environment { get; init; } = "";

    /// <summary>With this disposition; empty: with any.</summary>
    public string Disposition { get; init; } = "";

    /// <summary>Behind this place; empty: the first page.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>Reads it; what is not understood is left out.</summary>
    public static StreamRequest Of(IQueryCollection query) => new()
    {
        Search = Text(query["query"], SearchReader.MaxLength + 1).Trim(),
        Tab = StreamTab.Of(query["status"]),
        Sort = Sorts.Any(sort => sort.Sort == query["sort"]) ? query["sort"].ToString() : "date",
        Period = Periods.Any(period => period.Period == query["period"]) ? query["period"].ToString() : "",
        Environment = Text(query["environment"], MaxText),
        Disposition = Dispositions.Any(one => one.Disposition == query["disposition"]) ? query["disposition"].ToString() : "",
        Cursor = PageCursor.TryParse(query["cursor"].ToString(), out _) ? query["cursor"].ToString() : "",
    };

    /// <summary>The query string that says it, with a question mark; empty where everything is as it is by itself.</summary>
    public string ToQuery()
    {
        var query = QueryString.Empty;
        foreach (var (name, value, otherwise) in ((string, string, string)[])
            [("status", Tab, StreamTab.Open), ("query", Search, ""), ("environment", Environment, ""), ("disposition", Disposition, ""), ("period", Period, ""), ("sort", Sort, "date"), ("cursor", Cursor, "")])
        {
            query = value == otherwise ? query : query.Add(name, value);
        }

        return query.ToString();
    }

    /// <summary>How it is ordered.</summary>
    internal IssueSort Order => Sort switch { "new" => IssueSort.New, "freq" => IssueSort.Frequency, _ => IssueSort.LastSeen };

    /// <summary>Behind what.</summary>
    internal PageCursor? After => PageCursor.TryParse(Cursor, out var place) ? place : null;

    /// <summary>All that an issue must be: what the search says of place and status outdoes the tab.</summary>
    internal IReadOnlyList<IssueCondition> Conditions(IReadOnlyList<IssueCondition> searched, DateTimeOffset now)
    {
        List<IssueCondition> all = [.. searched];
        var (places, status) = Tab switch
        {
            StreamTab.All => (Enum.GetValues<IssuePlace>(), (IssueStatus?)null),
            StreamTab.Noise => ([IssuePlace.Noise], null),
            StreamTab.Quiet => ([IssuePlace.Quiet], null),
            StreamTab.Resolved => ([], IssueStatus.Resolved),
            StreamTab.Ignored => ([], IssueStatus.Ignored),
            _ => ([], IssueStatus.Unresolved),
        };
        if (places.Length > 0 && !searched.Any(condition => condition.Field == IssueField.Place))
        {
            all.Add(new(IssueField.Place) { Numbers = [.. places.Select(place => (long)place)] });
        }

        if (status is { } wanted && !searched.Any(condition => condition.Field is IssueField.Status or IssueField.Substatus))
        {
            all.Add(new(IssueField.Status) { Numbers = [(long)wanted] });
        }

        if (Environment.Length > 0)
        {
            all.Add(new(IssueField.Environment) { Patterns = [new(Environment)] });
        }

        if (Disposition.Length > 0)
        {
            all.Add(new(IssueField.Disposition) { Patterns = [new(Disposition)] });
        }

        if (SearchTimes.Span(Period) is { } span)
        {
            all.Add(new(IssueField.LastSeen) { From = now - span });
        }

        return all;
    }

    private static string Text(string? text, int most) => string.Concat((text ?? "").Take(most).Select(letter => letter == '\0' ? ' ' : letter));
}
