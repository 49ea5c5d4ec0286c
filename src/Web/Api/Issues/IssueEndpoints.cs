using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.State;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Issues;

/// <summary>One issue: what it is, what is done to it, what is said about it. What is done to one of a fold is done to all of it.</summary>
internal static class IssueEndpoints
{
    private const int MaxLimit = 100;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var path in (string[])["/issues/{issue}", "/organizations/{organization}/issues/{issue}"])
        {
            api.MapGet(path, ReadAsync).Needs(Permission.Read).Describe("Shows an issue", answer: Examples.Issue);
            api.MapPut(path, ChangeAsync).Needs(Permission.Triage).Describe("Changes an issue: status, assignee, bookmark", """{"status": "resolved"}""", Examples.Issue);
            api.MapDelete(path, DeleteAsync).Needs(Permission.Triage).Describe("Deletes an issue; another report makes a new one", status: StatusCodes.Status202Accepted);
            api.MapGet($"{path}/activities", ActivityAsync).Needs(Permission.Read).Describe("Lists what happened to an issue beside reports", answer: $$"""{"activity": [{{Examples.Activity}}]}""");
            api.MapGet($"{path}/comments", CommentsAsync).Needs(Permission.Read).Describe("Lists what people said of an issue", answer: $"[{Examples.Activity}]");
            api.MapPost($"{path}/comments", CommentAsync).Needs(Permission.Triage).Describe("Says something of an issue", """{"text": "Mended with the next policy."}""", Examples.Activity, StatusCodes.Status201Created);
            api.MapGet($"{path}/hashes", HashesAsync).Needs(Permission.Read).Describe("Lists the issues of a fold", answer: """[{"id": "d41d8cd98f00b204e9800998ecf8427e"}]""");
            api.MapDelete($"{path}/hashes", UnmergeAsync).Needs(Permission.Triage).Describe("Takes issues out of a fold", status: StatusCodes.Status202Accepted);
            api.MapPost($"{path}/tickets", LinkAsync).Needs(Permission.Triage).Describe("Links a tracker's ticket to an issue", """{"url": "https://tracker.example.com/T-1", "title": "T-1"}""", Examples.Issue, StatusCodes.Status201Created);
            api.MapDelete($"{path}/tickets", UnlinkAsync).Needs(Permission.Triage).Describe("Unlinks a ticket: the one whose address `url` is", status: StatusCodes.Status204NoContent);
        }
    }

    private static async Task<IResult> ReadAsync(string issue, Access access, IssueDesk desk, CancellationToken cancellation) =>
        await desk.FindAsync(issue, access, cancellation) is { } found
            ? TypedResults.Json(await desk.WriteAsync(access, found, cancellation), ApiJson.Written.ApiIssue)
            : ApiError.NotFound();

    private static async Task<IResult> ChangeAsync(string issue, HttpRequest request, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        if (await JsonBody.ReadAsync(request, cancellation) is not { } body)
        {
            return ApiError.BadRequest("The body is no JSON, or longer than 64 KiB.");
        }

        if (IssueUpdate.Read(body, await desk.MembersAsync(access, cancellation), access.Caller.UserId, out var update) is { } error)
        {
            return ApiError.BadRequest(error);
        }

        await desk.Actions.ChangeAsync([access.Project.Id], [Number(issue)], update.Change, access.Caller.UserId, cancellation);
        return await ReadAsync(issue, access, desk, cancellation);
    }

    private static async Task<IResult> DeleteAsync(string issue, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        await desk.Actions.DeleteAsync([access.Project.Id], [Number(issue)], cancellation);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private static Task<IResult> ActivityAsync(string issue, string? cursor, HttpResponse response, Access access, IssueDesk desk, CancellationToken cancellation) =>
        EntriesAsync(issue, null, cursor, response, access, desk, cancellation);

    private static Task<IResult> CommentsAsync(string issue, string? cursor, HttpResponse response, Access access, IssueDesk desk, CancellationToken cancellation) =>
        EntriesAsync(issue, ActivityKind.Comment, cursor, response, access, desk, cancellation);

    private static async Task<IResult> EntriesAsync(
        string issue, ActivityKind? kind, string? cursor, HttpResponse response, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        PageCursor place = default;
        if (!string.IsNullOrEmpty(cursor) && !PageCursor.TryParse(cursor, out place))
        {
            return ApiError.BadRequest("Invalid cursor parameter.");
        }

        if (await desk.FindAsync(issue, access, cancellation) is not { } found)
        {
            return ApiError.NotFound();
        }

        var entries = await desk.Standings.ActivityAsync(found.Members, kind, place.Id > 0 ? place.Id : long.MaxValue, MaxLimit + 1, cancellation);
        PageLinks.Write(response, desk.Uris, cursor, entries.Count > MaxLimit ? new PageCursor(0, entries[MaxLimit - 1].Id).ToString() : null);
        return TypedResults.Json([.. entries.Take(MaxLimit).Select(ApiActivity.Of)], ApiJson.Written.IReadOnlyListApiActivity);
    }

    private static async Task<IResult> CommentAsync(string issue, HttpRequest request, HttpResponse response, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        if (await JsonBody.ReadAsync(request, cancellation) is not { } body || JsonBody.Text(body, "text") is not { Length: > 0 and <= IssueActions.MaxCommentLength } text)
        {
            return ApiError.BadRequest($"text: 1 to {IssueActions.MaxCommentLength} characters.");
        }

        if ((await desk.Actions.CommentAsync(access.Project.Id, Number(issue), text, access.Caller.UserId, cancellation)).Count == 0)
        {
            return ApiError.NotFound();
        }

        response.StatusCode = StatusCodes.Status201Created;
        return await EntriesAsync(issue, ActivityKind.Comment, null, response, access, desk, cancellation);
    }

    private static async Task<IResult> HashesAsync(string issue, Access access, IssueDesk desk, CancellationToken cancellation) =>
        await desk.FindAsync(issue, access, cancellation) is { } found
            ? TypedResults.Json(
                [.. (await desk.Searches.MembersAsync(found, MaxLimit, cancellation)).Select(member => new ApiHash(member.Fingerprint.ToString(), member.Title, member.Count.ToString(CultureInfo.InvariantCulture)))],
                ApiJson.Written.IReadOnlyListApiHash)
            : ApiError.NotFound();

    private static async Task<IResult> UnmergeAsync(string issue, HttpRequest request, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        var hashes = request.Query["id"].Select(ApiHash.Parse).ToList();
        if (hashes.Count is 0 or > MaxLimit || hashes.Contains(null))
        {
            return ApiError.BadRequest($"id: fingerprints as .../hashes/ lists them, at most {MaxLimit}.");
        }

        await desk.Actions.UnmergeAsync(access.Project.Id, Number(issue), [.. hashes.Select(hash => hash!.Value)], access.Caller.UserId, cancellation);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> LinkAsync(string issue, HttpRequest request, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        if (await JsonBody.ReadAsync(request, cancellation) is not { } body || Ticket.Of(JsonBody.Text(body, "url"), JsonBody.Text(body, "title")) is not { } ticket)
        {
            return ApiError.BadRequest($"url: the ticket's address, http or https, at most {Ticket.MaxUrlLength} characters.");
        }

        await desk.Actions.LinkAsync(access.Project.Id, Number(issue), ticket, access.Caller.UserId, cancellation);
        return await ReadAsync(issue, access, desk, cancellation);
    }

    private static async Task<IResult> UnlinkAsync(string issue, string? url, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        if (Ticket.Of(url, null) is not { } ticket)
        {
            return ApiError.BadRequest("url: the address of a ticket that is linked.");
        }

        await desk.Actions.UnlinkAsync(access.Project.Id, Number(issue), ticket.Url, access.Caller.UserId, cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>Of a path that was let pass.</summary>
    private static long Number(string issue) => long.Parse(issue, NumberStyles.None, CultureInfo.InvariantCulture);
}
