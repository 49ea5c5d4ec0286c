using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Issues;

/// <summary>What is noise, what people say about it, and what filters turned away.</summary>
internal static class NoiseEndpoints
{
    private const int FilterSamples = 10;
    private static readonly TimeSpan FilteredShown = TimeSpan.FromDays(7);

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/projects/{organization}/{project}/filtered", FilteredAsync).Needs(Permission.Read).Describe("Shows what filters turned away in the last seven days, with samples", answer: Examples.Filtered);
        api.MapPut("/issues/{issue}/noise", SayAsync).Needs(Permission.Triage).Describe("Says whether an issue is noise, for good", """{"isNoise": false}""", Examples.Issue);
    }

    private static async Task<IResult> SayAsync(string issue, HttpRequest request, Access access, IssueDesk desk, NoiseOverrules overrules, CancellationToken cancellation)
    {
        if (await JsonBody.ReadAsync(request, cancellation) is not { ValueKind: JsonValueKind.Object } body
            || !body.TryGetProperty("isNoise", out var said) || said.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
        {
            return ApiError.BadRequest("""Expected JSON such as {"isNoise": false}; null lets the reports decide again.""");
        }

        bool? isNoise = said.ValueKind == JsonValueKind.Null ? null : said.ValueKind == JsonValueKind.True;
        return await desk.FindAsync(issue, access, cancellation) is { } found && await overrules.SayAsync(access.Caller.UserId, found.Id, isNoise, cancellation)
            && await desk.FindAsync(issue, access, cancellation) is { } now
            ? TypedResults.Json(await desk.WriteAsync(access, now, cancellation), ApiJson.Written.ApiIssue)
            : ApiError.NotFound();
    }

    private static async Task<IResult> FilteredAsync(Access access, IssueDesk desk, FilterQueries filters, CancellationToken cancellation) => TypedResults.Json(
        [.. (await filters.ReadAsync(access.Project.Id, desk.Now - FilteredShown, FilterSamples, cancellation)).Select(ApiFiltered.Of)], ApiJson.Written.IReadOnlyListApiFiltered);
}
