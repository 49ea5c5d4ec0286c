using Microsoft.AspNetCore.Http;
using Picket.Ingestion.Issues;
using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Web.Accounts;
using Picket.Web.Api;
using Picket.Web.Api.Issues;
using Picket.Web.Api.Search;

namespace Picket.Web.Dashboard.Views;

/// <summary>What a project's page shows.</summary>
public sealed record ProjectView
{
    /// <summary>The tab that shows all issues, of every status and place.</summary>
    public const string AllStatuses = "all";

    /// <summary>The tab that shows noise.</summary>
    public const string Noise = "noise";

    /// <summary>The tab that shows what is not wrong.</summary>
    public const string Quiet = "quiet";

    private const int PageSize = 50;
    private const int FilterSamplesShown = 3;
    private static readonly TimeSpan FilteredShown = TimeSpan.FromDays(7);
    private static readonly TimeSpan RefusalsShown = TimeSpan.FromDays(1);

    /// <summary>The project.</summary>
    public required ProjectRow Project { get; init; }

    /// <summary>The search as it was typed.</summary>
    public required string Search { get; init; }

    /// <summary>What is wrong with the search; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>The tab: a status in Sentry's word, <see cref="Noise"/>, <see cref="Quiet"/> or <see cref="AllStatuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>A page of issues, latest first.</summary>
    public IReadOnlyList<IssueSummary> Issues { get; init; } = [];

    /// <summary>False on later pages.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The next page's cursor; null where the list ends.</summary>
    public string? Next { get; init; }

    /// <summary>True while the project has no issue at all.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>What was refused within a day.</summary>
    public required IReadOnlyList<RefusedCount> Refused { get; init; }

    /// <summary>What filters turned away within a week.</summary>
    public IReadOnlyList<FilteredReports> Filtered { get; init; } = [];

    /// <summary>The header to send; null where the project has no key.</summary>
    public string? Header { get; init; }

    /// <summary>The page that violates its own policy; null where the project has no key.</summary>
    public string? TryUri { get; init; }

    /// <summary>This page, for another tab or place in the list.</summary>
    public string Path(string? status = null, string? cursor = null)
    {
        var query = QueryString.Create("status", status ?? Status);
        query = Search.Length == 0 ? query : query.Add("query", Search);
        query = cursor is null ? query : query.Add("cursor", cursor);
        return $"/projects/{Project.Id}{query}";
    }

    /// <summary>Reads it.</summary>
    internal static async Task<ProjectView> ReadAsync(
        ProjectRow project, string? search, string? status, string? cursor, Access access, IssueDesk desk, FilterQueries filters, CancellationToken cancellation)
    {
        search = search?.Trim() ?? "";
        var isValid = SearchSyntax.TryParse(search, desk.Now, await desk.PeopleAsync(access, cancellation), out var conditions, out var error);
        var tab = TabOf(status);
        PageCursor? after = PageCursor.TryParse(cursor, out var place) ? place : null;
        var wanted = new IssueSearch([project.Id], [.. WithTab(conditions ?? [], tab)]) { Limit = PageSize, After = after?.ToSearch() };
        var slice = isValid ? await IssueSlice.ReadAsync(desk.Searches, project.Organization.Id, wanted, cancellation) : new([], null);
        return new()
        {
            Project = project,
            Search = search.Length <= SearchReader.MaxLength ? search : search[..SearchReader.MaxLength],
            Error = error?.Message,
            Status = tab,
            Issues = slice.Issues,
            IsFirst = after is null,
            Next = slice.Next?.ToString(),
            IsWaiting = slice.Issues.Count == 0 && !await desk.Issues.AnyAsync(project.Id, cancellation),
            Refused = await desk.Issues.RefusedAsync(project.Id, desk.Now - RefusalsShown, cancellation),
            Filtered = await filters.ReadAsync(project.Id, desk.Now - FilteredShown, FilterSamplesShown, cancellation),
            Header = project.Key is { } key ? desk.Uris.StarterHeader(project.Id, key) : null,
            TryUri = project.Key is { } tryKey ? desk.Uris.TryUri(project.Id, tryKey) : null,
        };
    }

    /// <summary>What the search says about the status or the place outdoes the tab.</summary>
    private static IEnumerable<IssueCondition> WithTab(IReadOnlyList<IssueCondition> conditions, string tab)
    {
        var saysPlace = conditions.Any(condition => condition.Field == IssueField.Place);
        var saysStatus = conditions.Any(condition => condition.Field is IssueField.Status or IssueField.Substatus);
        var (places, status) = tab switch
        {
            AllStatuses => (Enum.GetValues<IssuePlace>(), (IssueStatus?)null),
            Noise => ([IssuePlace.Noise], null),
            Quiet => ([IssuePlace.Quiet], null),
            "resolved" => ([], IssueStatus.Resolved),
            "ignored" => ([], IssueStatus.Ignored),
            _ => ([], IssueStatus.Unresolved),
        };
        return conditions
            .Concat(places.Length == 0 || saysPlace ? [] : [new(IssueField.Place) { Numbers = [.. places.Select(value => (long)value)] }])
            .Concat(status is not { } wanted || saysStatus ? [] : [new(IssueField.Status) { Numbers = [(long)wanted] }]);
    }

    private static string TabOf(string? status) => status is AllStatuses or Noise or Quiet or "resolved" or "ignored" ? status : "unresolved";
}
