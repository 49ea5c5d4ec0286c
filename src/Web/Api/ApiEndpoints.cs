using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Api.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>Sentry's management API, for one user's eyes.</summary>
internal static class ApiEndpoints
{
    private const string IssueExample = """
        {"id": "42", "title": "Blocked 'script' from 'cdn.example'", "culprit": "script-src 'self'", "status": "unresolved", "count": "1234", "firstSeen": "2026-03-01T12:00:00.000Z"}
        """;

    private const string EventExample = """
        {"eventID": "0197c1f000007000800000000000000a", "groupID": "42", "title": "Blocked 'script' from 'cdn.example'", "dateCreated": "2026-03-01T12:00:00.000Z"}
        """;

    private const string TagsExample = """[{"key": "browser", "name": "Browser", "totalValues": 3, "topValues": [{"key": "browser", "name": "Chrome 156", "value": "Chrome 156", "count": 3}]}]""";

    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;

    /// <summary>Maps <c>/api/0</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/0");
        TenantEndpoints.Map(api);
        api.MapGet("/projects/{organization}/{project}/issues", IssuesAsync).Needs(Permission.Read).Describe("Lists a project's issues, the latest first", answer: $"[{IssueExample}]");
        api.MapGet("/issues/{issue}", IssueAsync).Needs(Permission.Read).Describe("Shows an issue", answer: IssueExample);
        api.MapGet("/issues/{issue}/events", EventsAsync).Needs(Permission.Read).Describe("Lists the latest reports of an issue that were kept", answer: $"[{EventExample}]");
        api.MapGet("/issues/{issue}/events/latest", LatestEventAsync).Needs(Permission.Read).Describe("Shows the latest report of an issue", answer: EventExample);
        api.MapGet("/issues/{issue}/tags", TagsAsync).Needs(Permission.Read).Describe("Shows how an issue's reports spread over browsers, pages and the like", answer: TagsExample);
    }

    private static async Task<IResult> IssuesAsync(
        string organization, string project, string? query, string? limit, string? cursor, Caller caller, HttpResponse response,
        ProjectQueries projects, IssueQueries issues, ReportUris uris, TimeProvider time, CancellationToken cancellation)
    {
        if (!Slug.IsValid(organization) || !Slug.IsValid(project) || await projects.FindAsync(caller.UserId, organization, project, cancellation) is not { } found)
        {
            return ApiError.NotFound();
        }

        if (!TryReadLimit(limit, DefaultLimit, out var count))
        {
            return ApiError.BadRequest($"Invalid limit: it goes from 1 to {MaxLimit}.");
        }

        PageCursor place = default;
        if (cursor is not null && !PageCursor.TryParse(cursor, out place))
        {
            return ApiError.BadRequest("Invalid cursor parameter.");
        }

        if (!IssueQuery.TryParse(query ?? IssueQuery.Default, out var filter, out var error))
        {
            return ApiError.BadRequest(error);
        }

        var firstHour = Hours.First(time, Hours.OfADay);
        var page = await IssueSlice.ReadAsync(issues, found.Id, filter, cursor is null ? null : place, count, cancellation);
        PageLinks.Write(response, uris, cursor, page.Next?.ToString());
        return TypedResults.Json([.. page.Issues.Select(issue => ApiIssue.Of(issue, found, uris, firstHour))], ApiJson.Written.IReadOnlyListApiIssue);
    }

    private static async Task<IResult> IssueAsync(
        string issue, Caller caller, ProjectQueries projects, IssueQueries issues, ReportUris uris, TimeProvider time, CancellationToken cancellation)
    {
        if (await FindAsync(issue, caller, issues, cancellation) is not { } found
            || await projects.FindAsync(caller.UserId, found.Project, cancellation) is not { } project)
        {
            return ApiError.NotFound();
        }

        var firstHour = Hours.First(time, Hours.OfADay);
        var hours = Hours.Fill(await issues.HoursAsync(found.Id, firstHour, cancellation), firstHour, Hours.OfADay);
        return TypedResults.Json(ApiIssue.Of(found with { Hours = hours }, project, uris, firstHour), ApiJson.Written.ApiIssue);
    }

    private static async Task<IResult> EventsAsync(
        string issue, string? limit, Caller caller, HttpResponse response, IssueQueries issues, ReportUris uris, CancellationToken cancellation)
    {
        if (await FindAsync(issue, caller, issues, cancellation) is not { } found)
        {
            return ApiError.NotFound();
        }

        if (!TryReadLimit(limit, MaxLimit, out var count))
        {
            return ApiError.BadRequest($"Invalid limit: it goes from 1 to {MaxLimit}.");
        }

        // Samples are what is kept of an issue's reports: a hundred of the latest are one page, and all there is to read.
        var samples = await issues.SamplesAsync(found.Id, count, cancellation);
        PageLinks.Write(response, uris, null, null);
        return TypedResults.Json([.. samples.Select(sample => ApiEvent.Of(sample, found))], ApiJson.Written.IReadOnlyListApiEvent);
    }

    private static async Task<IResult> LatestEventAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found && await issues.SamplesAsync(found.Id, 1, cancellation) is [var sample, ..]
            ? TypedResults.Json(ApiEvent.Of(sample, found), ApiJson.Written.ApiEvent)
            : ApiError.NotFound();

    private static async Task<IResult> TagsAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found
            ? TypedResults.Json(ApiTag.Of(await issues.FacetsAsync(found.Id, cancellation)), ApiJson.Written.IReadOnlyListApiTag)
            : ApiError.NotFound();

    private static async Task<IssueSummary?> FindAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        long.TryParse(issue, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await issues.FindAsync(caller.UserId, id, cancellation) : null;

    private static bool TryReadLimit(string? text, int otherwise, out int limit)
    {
        limit = otherwise;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit);
    }
}
