using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Issues;

/// <summary>Tags: how an issue's reports spread over pages, browsers, releases and so on.</summary>
internal static class TagEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var path in (string[])["/issues/{issue}/tags", "/organizations/{organization}/issues/{issue}/tags"])
        {
            api.MapGet(path, AllAsync).Needs(Permission.Read).Describe("Shows how an issue's reports spread over browsers, pages and the like", answer: $"[{Examples.Tag}]");
            api.MapGet($"{path}/{{key}}", OneAsync).Needs(Permission.Read).Describe("Shows how an issue's reports spread over one tag's values", answer: Examples.Tag);
            api.MapGet($"{path}/{{key}}/values", ValuesAsync).Needs(Permission.Read).Describe("Lists the values of a tag in an issue's reports, the most frequent first", answer: $"[{Examples.TagValue}]");
        }
    }

    private static async Task<IResult> AllAsync(string issue, Access access, IssueDesk desk, CancellationToken cancellation) =>
        await TagsAsync(issue, access, desk, cancellation) is { } tags ? TypedResults.Json(tags, ApiJson.Written.IReadOnlyListApiTag) : ApiError.NotFound();

    private static async Task<IResult> OneAsync(string issue, string key, Access access, IssueDesk desk, CancellationToken cancellation) =>
        await TagAsync(issue, key, access, desk, cancellation) is { } tag ? TypedResults.Json(tag, ApiJson.Written.ApiTag) : ApiError.NotFound();

    /// <summary>At most a hundred and one values are told apart, so they are one page.</summary>
    private static async Task<IResult> ValuesAsync(string issue, string key, HttpResponse response, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        if (await TagAsync(issue, key, access, desk, cancellation) is not { } tag)
        {
            return ApiError.NotFound();
        }

        PageLinks.Write(response, desk.Uris, null, null);
        return TypedResults.Json(tag.TopValues, ApiJson.Written.IReadOnlyListApiTagValue);
    }

    private static async Task<ApiTag?> TagAsync(string issue, string key, Access access, IssueDesk desk, CancellationToken cancellation) =>
        (await TagsAsync(issue, access, desk, cancellation))?.FirstOrDefault(tag => tag.Key == key);

    private static async Task<IReadOnlyList<ApiTag>?> TagsAsync(string issue, Access access, IssueDesk desk, CancellationToken cancellation) =>
        await desk.FindAsync(issue, access, cancellation) is { } found ? ApiTag.Of(await desk.Issues.FacetsAsync(found.Members, cancellation)) : null;
}
