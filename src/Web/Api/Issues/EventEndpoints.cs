using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Issues;

/// <summary>Events: the reports that are kept as samples.</summary>
internal static class EventEndpoints
{
    private const int MaxLimit = 100;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var path in (string[])["/issues/{issue}", "/organizations/{organization}/issues/{issue}"])
        {
            api.MapGet($"{path}/events", OfIssueAsync).Needs(Permission.Read).Describe("Lists the reports of an issue that were kept, the latest first", answer: $"[{Examples.Event}]");
            api.MapGet($"{path}/events/{{id}}", OneOfIssueAsync).Needs(Permission.Read).Describe("Shows a report of an issue that was kept: by its number, latest or oldest", answer: Examples.Event);
        }

        api.MapGet("/projects/{organization}/{project}/events", OfProjectAsync).Needs(Permission.Read).Describe("Lists the kept reports of the issues of a project that were seen last", answer: $"[{Examples.Event}]");
        api.MapGet("/projects/{organization}/{project}/events/{id}", OneOfProjectAsync).Needs(Permission.Read).Describe("Shows a report that was kept", answer: Examples.Event);
    }

    private static async Task<IResult> OfIssueAsync(
        string issue, string? limit, string? cursor, HttpResponse response, Access access, IssueDesk desk, EventQueries events, CancellationToken cancellation)
    {
        if (await desk.FindAsync(issue, access, cancellation) is not { } found)
        {
            return ApiError.NotFound();
        }

        return await ListAsync(limit, cursor, response, desk, (before, count) => events.OfIssuesAsync(found.Members, before, count, cancellation), _ => found);
    }

    private static async Task<IResult> OfProjectAsync(
        string? limit, string? cursor, HttpResponse response, Access access, IssueDesk desk, EventQueries events, CancellationToken cancellation)
    {
        var issues = new Dictionary<long, IssueSummary?>();
        return await ListAsync(
            limit,
            cursor,
            response,
            desk,
            async (before, count) =>
            {
                var rows = await events.OfProjectAsync(access.Project.Id, before, count, cancellation);
                foreach (var id in rows.Select(row => row.Issue).Distinct())
                {
                    issues[id] = await desk.Issues.FindAsync(access.Caller.UserId, id, cancellation);
                }

                return rows;
            },
            row => issues[row.Issue]);
    }

    private static async Task<IResult> ListAsync(
        string? limit, string? cursor, HttpResponse response, IssueDesk desk,
        Func<(DateTimeOffset, long)?, int, Task<IReadOnlyList<EventRow>>> read, Func<EventRow, IssueSummary?> issueOf)
    {
        if (!IssueListRequest.TryLimit(limit, MaxLimit, MaxLimit, out var count))
        {
            return ApiError.BadRequest($"Invalid limit: it goes from 1 to {MaxLimit}.");
        }

        PageCursor place = default;
        if (!string.IsNullOrEmpty(cursor) && !PageCursor.TryParse(cursor, out place))
        {
            return ApiError.BadRequest("Invalid cursor parameter.");
        }

        var rows = await read(place == default ? null : (DateTimeOffset.UnixEpoch.AddTicks(place.Key * TimeSpan.TicksPerMicrosecond), place.Id), count + 1);
        PageLinks.Write(response, desk.Uris, cursor, rows.Count > count ? Behind(rows[count - 1]).ToString() : null);
        return TypedResults.Json(
            [.. rows.Take(count).Where(row => issueOf(row) is not null).Select(row => ApiEvent.Of(row.Sample, issueOf(row)!))], ApiJson.Written.IReadOnlyListApiEvent);
    }

    private static PageCursor Behind(EventRow row) => new((row.Sample.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, row.Place);

    private static async Task<IResult> OneOfIssueAsync(string issue, string id, Access access, IssueDesk desk, EventQueries events, CancellationToken cancellation)
    {
        if (await desk.FindAsync(issue, access, cancellation) is not { } found)
        {
            return ApiError.NotFound();
        }

        var row = id switch
        {
            "latest" or "recommended" => await events.OfIssuesAsync(found.Members, null, 1, cancellation) is [var latest, ..] ? latest : null,
            "oldest" => await events.OldestAsync(found.Members, cancellation),
            _ => SampleId.Parse(id) is { } sample && found.Members.Contains(sample.Issue) ? await events.FindAsync(access.Project.Id, sample, cancellation) : null,
        };
        return row is null ? ApiError.NotFound() : TypedResults.Json(ApiEvent.Of(row.Sample, found), ApiJson.Written.ApiEvent);
    }

    private static async Task<IResult> OneOfProjectAsync(string id, Access access, IssueDesk desk, EventQueries events, CancellationToken cancellation) =>
        SampleId.Parse(id) is { } sample && await events.FindAsync(access.Project.Id, sample, cancellation) is { } row
            && await desk.Issues.FindAsync(access.Caller.UserId, row.Issue, cancellation) is { } issue
            ? TypedResults.Json(ApiEvent.Of(row.Sample, issue), ApiJson.Written.ApiEvent)
            : ApiError.NotFound();
}
