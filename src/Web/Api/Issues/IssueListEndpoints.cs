using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion;
using Picket.Storage.State;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Issues;

/// <summary>Lists of issues, of a project or of an organization, and what is done to many at once.</summary>
internal static class IssueListEndpoints
{
    /// <summary>Issues that a call changes where it names none but gives a query, as in Sentry.</summary>
    private const int MaxFound = 1000;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var path in (string[])["/projects/{organization}/{project}/issues", "/organizations/{organization}/issues"])
        {
            api.MapGet(path, ListAsync).Needs(Permission.Read).Describe("Lists issues, the latest first, or as `query` and `sort` say", answer: $"[{Examples.Issue}]");
            api.MapPut(path, ChangeAsync).Needs(Permission.Triage).Describe("Changes many issues: those of `id`, or those that `query` finds", """{"status": "resolved"}""", """{"status": "resolved"}""");
            api.MapDelete(path, DeleteAsync).Needs(Permission.Triage).Describe("Deletes many issues: those of `id`, or those that `query` finds", status: StatusCodes.Status204NoContent);
        }
    }

    private static async Task<IResult> ListAsync(HttpContext context, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        if (await desk.ProjectsAsync(access, context.Request.Query, cancellation) is not { } projects)
        {
            return ApiError.NotFound();
        }

        var people = await desk.PeopleAsync(access, cancellation);
        if (IssueListRequest.Read(context.Request.Query, [.. projects.Keys], people, desk.Now, access.Membership.Project is not null, out var request) is { } wrong)
        {
            return wrong;
        }

        var slice = await IssueSlice.ReadAsync(desk.Searches, access.Organization.Id, request!.Search, cancellation);
        PageLinks.Write(context.Response, desk.Uris, request.Cursor, slice.Next?.ToString());
        return TypedResults.Json(await desk.WriteAsync(access, slice.Issues, projects, request.IsByDay, cancellation), ApiJson.Written.IReadOnlyListApiIssue);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        var (scope, wrong) = await ScopeAsync(context, access, desk, cancellation);
        if (wrong is not null)
        {
            return wrong;
        }

        if (await JsonBody.ReadAsync(context.Request, cancellation) is not { } body)
        {
            return ApiError.BadRequest("The body is no JSON, or longer than 64 KiB.");
        }

        if (IssueUpdate.Read(body, await desk.MembersAsync(access, cancellation), access.Caller.UserId, out var update) is { } error)
        {
            return ApiError.BadRequest(error);
        }

        if (scope!.Issues.Count == 0)
        {
            return TypedResults.NoContent();
        }

        if (update.Merges)
        {
            return scope.Projects is [var only] && scope.Issues.Count > 1
                ? TypedResults.Json(new ApiMerge(ApiMergeOf(await desk.Actions.MergeAsync(only, scope.Issues, access.Caller.UserId, cancellation))), ApiJson.Written.ApiMerge)
                : ApiError.BadRequest("merge: name at least two issues of one project.");
        }

        var changed = await desk.Actions.ChangeAsync(scope.Projects, scope.Issues, update.Change, access.Caller.UserId, cancellation);
        return changed.Count == 0 ? TypedResults.NoContent() : TypedResults.Json(body, ApiJson.Written.JsonElement);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        var (scope, wrong) = await ScopeAsync(context, access, desk, cancellation);
        if (wrong is null)
        {
            await desk.Actions.DeleteAsync(scope!.Projects, scope.Issues, cancellation);
        }

        return wrong ?? TypedResults.NoContent();
    }

    /// <summary>The issues that <c>id</c> names, else those that <c>query</c> finds. What is not the caller's is left out, as if it were not there.</summary>
    private static async Task<(Scope? Scope, IResult? Wrong)> ScopeAsync(HttpContext context, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        var parameters = context.Request.Query;
        if (await desk.ProjectsAsync(access, parameters, cancellation) is not { } projects)
        {
            return (null, ApiError.NotFound());
        }

        if (parameters.TryGetValue("id", out var named))
        {
            List<long> ids = [];
            foreach (var text in named)
            {
                if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || ids.Count == IssueActions.MaxIssues)
                {
                    return (null, ApiError.BadRequest($"Invalid id: numbers of issues, at most {IssueActions.MaxIssues}."));
                }

                ids.Add(id);
            }

            return (new([.. projects.Keys], ids), null);
        }

        if (!parameters.ContainsKey("query"))
        {
            return (null, ApiError.BadRequest("Say which issues: id=1&id=2, or query=is:unresolved."));
        }

        var people = await desk.PeopleAsync(access, cancellation);
        if (IssueListRequest.Read(parameters, [.. projects.Keys], people, desk.Now, access.Membership.Project is not null, out var request) is { } wrong)
        {
            return (null, wrong);
        }

        var found = await desk.Searches.IdsAsync(access.Organization.Id, request!.Search with { Limit = MaxFound }, cancellation);
        return (new([.. projects.Keys], found), null);
    }

    private static ApiMergeResult ApiMergeOf(IReadOnlyList<long> ids) => new(
        ids.Count == 0 ? null : ids[0].ToString(CultureInfo.InvariantCulture), [.. ids.Skip(1).Select(id => id.ToString(CultureInfo.InvariantCulture))]);

    private sealed record Scope(IReadOnlyList<ProjectId> Projects, IReadOnlyList<long> Issues);
}
