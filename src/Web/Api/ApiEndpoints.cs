using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>The read side of Sentry's management API, for one user's eyes.</summary>
internal static class ApiEndpoints
{
    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;
    private const int FilterSamples = 10;
    private static readonly TimeSpan FilteredShown = TimeSpan.FromDays(7);

    /// <summary>Maps <c>/api/0</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/0").AddEndpointFilter<ApiAuthentication>();
        api.MapGet("/organizations", OrganizationsAsync);
        api.MapGet("/projects", ProjectsAsync);
        api.MapGet("/projects/{organization}/{project}/issues", IssuesAsync);
        api.MapGet("/projects/{organization}/{project}/filtered", FilteredAsync);
        api.MapGet("/issues/{issue}", IssueAsync);
        api.MapPut("/issues/{issue}/noise", SayNoiseAsync);
        api.MapGet("/issues/{issue}/events", EventsAsync);
        api.MapGet("/issues/{issue}/events/latest", LatestEventAsync);
        api.MapGet("/issues/{issue}/tags", TagsAsync);
    }

    private static async Task<IResult> OrganizationsAsync(Caller caller, OrganizationQueries organizations, CancellationToken cancellation) =>
        TypedResults.Json([.. (await organizations.ListAsync(caller.UserId, cancellation)).Select(ApiOrganization.Of)], ApiJson.Written.IReadOnlyListApiOrganization);

    private static async Task<IResult> ProjectsAsync(Caller caller, ProjectQueries projects, CancellationToken cancellation) =>
        TypedResults.Json([.. (await projects.ListAsync(caller.UserId, cancellation)).Select(ApiProject.Of)], ApiJson.Written.IReadOnlyListApiProject);

    private static async Task<IResult> IssuesAsync(
        string organization, string project, string? query, string? place, string? limit, string? cursor, Caller caller, HttpResponse response,
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

        PageCursor after = default;
        if (cursor is not null && !PageCursor.TryParse(cursor, out after))
        {
            return ApiError.BadRequest("Invalid cursor parameter.");
        }

        if (!IssueQuery.TryParse(query ?? IssueQuery.Default, out var filter, out var error))
        {
            return ApiError.BadRequest(error);
        }

        var wanted = ApiIssue.ParsePlace(place ?? "stream");
        if (wanted is null && place is not "all")
        {
            return ApiError.BadRequest("Invalid place: there are stream, noise, quiet and all.");
        }

        var firstHour = Hours.First(time, Hours.OfADay);
        var page = await IssueSlice.ReadAsync(issues, found.Id, filter with { Place = wanted }, cursor is null ? null : after, count, cancellation);
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
        var hours = Hours.Fill(await issues.HoursAsync(found.Members, firstHour, cancellation), firstHour, Hours.OfADay);
        return TypedResults.Json(ApiIssue.Of(found with { Hours = hours }, project, uris, firstHour), ApiJson.Written.ApiIssue);
    }

    private static async Task<IResult> SayNoiseAsync(
        string issue, HttpRequest request, Caller caller, ProjectQueries projects, IssueQueries issues, NoiseOverrules overrules, ReportUris uris, TimeProvider time, CancellationToken cancellation)
    {
        ApiNoiseSaid? said;
        try
        {
            said = await request.ReadFromJsonAsync(ApiJson.Written.ApiNoiseSaid, cancellation);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            said = null;
        }

        if (said is null)
        {
            return ApiError.BadRequest("""Expected JSON such as {"isNoise": false}; null lets the reports decide again.""");
        }

        return await FindAsync(issue, caller, issues, cancellation) is { } found && await overrules.SayAsync(caller.UserId, found.Id, said.IsNoise, cancellation)
            ? await IssueAsync(issue, caller, projects, issues, uris, time, cancellation)
            : ApiError.NotFound();
    }

    private static async Task<IResult> FilteredAsync(
        string organization, string project, Caller caller, ProjectQueries projects, FilterQueries filters, TimeProvider time, CancellationToken cancellation) =>
        Slug.IsValid(organization) && Slug.IsValid(project) && await projects.FindAsync(caller.UserId, organization, project, cancellation) is { } found
            ? TypedResults.Json(
                [.. (await filters.ReadAsync(found.Id, time.GetUtcNow() - FilteredShown, FilterSamples, cancellation)).Select(ApiFiltered.Of)], ApiJson.Written.IReadOnlyListApiFiltered)
            : ApiError.NotFound();

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
        var samples = await issues.SamplesAsync(found.Members, count, cancellation);
        PageLinks.Write(response, uris, null, null);
        return TypedResults.Json([.. samples.Select(sample => ApiEvent.Of(sample, found))], ApiJson.Written.IReadOnlyListApiEvent);
    }

    private static async Task<IResult> LatestEventAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found && await issues.SamplesAsync(found.Members, 1, cancellation) is [var sample, ..]
            ? TypedResults.Json(ApiEvent.Of(sample, found), ApiJson.Written.ApiEvent)
            : ApiError.NotFound();

    private static async Task<IResult> TagsAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found
            ? TypedResults.Json(ApiTag.Of(await issues.FacetsAsync(found.Members, cancellation)), ApiJson.Written.IReadOnlyListApiTag)
            : ApiError.NotFound();

    private static async Task<IssueSummary?> FindAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        long.TryParse(issue, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await issues.FindAsync(caller.UserId, id, cancellation) : null;

    private static bool TryReadLimit(string? text, int otherwise, out int limit)
    {
        limit = otherwise;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit);
    }
}
