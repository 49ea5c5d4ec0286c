using System.Globalization;
using Microsoft.AspNetCore.Http;
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Storage.Search;
using Picket.Web.Api.Search;

namespace Picket.Web.Api.Issues;

/// <summary>The parameters of a list of issues: <c>query</c>, <c>environment</c>, <c>statsPeriod</c>, <c>sort</c>, <c>limit</c>, <c>cursor</c>.</summary>
internal sealed record IssueListRequest
{
    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;
    private const int MaxEnvironments = 20;

    /// <summary>What to look for.</summary>
    public required IssueSearch Search { get; init; }

    /// <summary>The cursor it came with.</summary>
    public string? Cursor { get; init; }

    /// <summary>Reports a day for fourteen days instead of an hour for a day.</summary>
    public bool IsByDay { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="parameters">The request's query.</param>
    /// <param name="projects">Where to look.</param>
    /// <param name="people">Whom names mean.</param>
    /// <param name="now">The time.</param>
    /// <param name="isOfProject">In a project <c>statsPeriod</c> is about the stats alone, as in Sentry; else it bounds when issues were seen, too.</param>
    /// <param name="request">What was read.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static IResult? Read(
        IQueryCollection parameters, IReadOnlyList<ProjectId> projects, SearchPeople people, DateTimeOffset now, bool isOfProject, out IssueListRequest? request)
    {
        request = null;
        var query = parameters.TryGetValue("query", out var given) ? given.ToString() : SearchSyntax.Default;
        if (!SearchSyntax.TryParse(query, now, people, out var conditions, out var error))
        {
            return ApiSearchError.BadRequest(query, error);
        }

        if (!TryLimit(parameters["limit"], DefaultLimit, MaxLimit, out var limit))
        {
            return ApiError.BadRequest($"Invalid limit: it goes from 1 to {MaxLimit}.");
        }

        if (Sort(parameters["sort"]) is not { } sort)
        {
            return ApiError.BadRequest("Invalid sort: there are date, new and freq.");
        }

        string? cursor = parameters["cursor"];
        PageCursor place = default;
        if (!string.IsNullOrEmpty(cursor) && !PageCursor.TryParse(cursor, out place))
        {
            return ApiError.BadRequest("Invalid cursor parameter.");
        }

        List<IssueCondition> all = [.. conditions];
        string? shown = parameters["place"];
        if (shown == "all")
        {
            all.Add(new(IssueField.Place) { Numbers = [.. Enum.GetValues<IssuePlace>().Select(value => (long)value)] });
        }
        else if (!string.IsNullOrEmpty(shown) && ApiIssue.ParsePlace(shown) is null)
        {
            return ApiError.BadRequest("Invalid place: there are stream, noise, quiet and all.");
        }
        else if (shown is "noise" or "quiet")
        {
            all.Add(new(IssueField.Place) { Numbers = [(long)ApiIssue.ParsePlace(shown)!.Value] });
        }

        if (parameters["environment"] is { Count: > 0 and <= MaxEnvironments } environments)
        {
            all.Add(new(IssueField.Environment) { Patterns = [.. environments.Where(name => !string.IsNullOrEmpty(name)).Select(name => new TextPattern(name!.Replace('\0', ' ')))] });
        }

        string? period = parameters["statsPeriod"];
        if (!string.IsNullOrEmpty(period) && SearchTimes.Span(period) is null)
        {
            return ApiError.BadRequest("Invalid statsPeriod: write 24h, 14d or another length of time.");
        }
        else if (!string.IsNullOrEmpty(period) && !isOfProject)
        {
            all.Add(new(IssueField.LastSeen) { From = now - SearchTimes.Span(period) });
        }

        string? stats = parameters["groupStatsPeriod"];
        request = new()
        {
            Search = new(projects, all) { Sort = sort, Limit = limit, After = string.IsNullOrEmpty(cursor) || place == default ? null : place.ToSearch() },
            Cursor = string.IsNullOrEmpty(cursor) ? null : cursor,
            IsByDay = (stats ?? (isOfProject ? period : null)) == "14d",
        };
        return null;
    }

    /// <summary>Reads a <c>limit</c>, from 1 to <paramref name="most"/>.</summary>
    public static bool TryLimit(string? text, int otherwise, int most, out int limit)
    {
        limit = otherwise;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most);
    }

    private static IssueSort? Sort(string? text) => text switch
    {
        null or "" or "date" => IssueSort.LastSeen,
        "new" => IssueSort.New,
        "freq" => IssueSort.Frequency,
        _ => null,
    };
}
