using Microsoft.AspNetCore.Http;
using Picket.Ingestion.Issues;
using Picket.Storage.Queries;
using Picket.Web.Api;

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
        ProjectRow project, string? search, string? status, string? cursor, IssueQueries issues, FilterQueries filters, ReportUris uris, TimeProvider time, CancellationToken cancellation)
    {
        search = search?.Trim() ?? "";
        var isValid = IssueQuery.TryParse(search, out var filter, out var error);
        filter = WithTab(filter ?? new(), status);
        PageCursor? after = PageCursor.TryParse(cursor, out var place) ? place : null;
        var slice = isValid ? await IssueSlice.ReadAsync(issues, project.Id, filter, after, PageSize, cancellation) : new([], null);
        var isWaiting = slice.Issues.Count == 0 && (await issues.ListAsync(project.Id, new(), null, 1, cancellation)).Count == 0;
        return new()
        {
            Project = project,
            Search = search.Length <= IssueQuery.MaxLength ? search : search[..IssueQuery.MaxLength],
            Error = error,
            Status = TabOf(filter),
            Issues = slice.Issues,
            IsFirst = after is null,
            Next = slice.Next?.ToString(),
            IsWaiting = isWaiting,
            Refused = await issues.RefusedAsync(project.Id, time.GetUtcNow() - RefusalsShown, cancellation),
            Filtered = await filters.ReadAsync(project.Id, time.GetUtcNow() - FilteredShown, FilterSamplesShown, cancellation),
            Header = project.Key is { } key ? uris.StarterHeader(project.Id, key) : null,
            TryUri = project.Key is { } tryKey ? uris.TryUri(project.Id, tryKey) : null,
        };
    }

    /// <summary>What the search says about the status outdoes the tab.</summary>
    private static IssueFilter WithTab(IssueFilter filter, string? tab) => tab switch
    {
        AllStatuses => filter,
        Noise => filter with { Place = IssuePlace.Noise },
        Quiet => filter with { Place = IssuePlace.Quiet },
        _ => filter with { Place = IssuePlace.Stream, Status = filter.Status ?? StatusOf(tab) },
    };

    private static IssueStatus StatusOf(string? tab) => tab switch
    {
        "resolved" => IssueStatus.Resolved,
        "ignored" => IssueStatus.Ignored,
        _ => IssueStatus.Unresolved,
    };

    private static string TabOf(IssueFilter filter) => filter switch
    {
        { Place: IssuePlace.Noise } => Noise,
        { Place: IssuePlace.Quiet } => Quiet,
        { Place: IssuePlace.Stream, Status: { } status } => ApiIssue.StatusOf(status),
        _ => AllStatuses,
    };
}
