using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Api.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Traffic;

/// <summary>What became of a project's reports.</summary>
internal static class TrafficEndpoints
{
    private const string Path = "/projects/{project}/traffic";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ShowAsync).Needs(Permission.Read);
        routes.MapPost($"{Path}/undo", UndoAsync).DisableAntiforgery().Needs(Permission.Configure); // AccessMiddleware checks the form's token.
    }

    private static async Task<IResult> ShowAsync(
        string? period, string? undone, Access access, OutcomeQueries outcomes, FilterQueries filters, KeyStore keys, TimeProvider time, CancellationToken cancellation) =>
        new HtmlPage<TrafficPage>(new()
        {
            [nameof(TrafficPage.View)] = await TrafficView.ReadAsync(access, period, outcomes, filters, keys, time, cancellation) with { IsUndone = undone is not null },
        });

    private static async Task<IResult> UndoAsync(HttpContext context, [FromForm] string? reason, Access access, FilterChanges changes, CancellationToken cancellation) =>
        await changes.UndoAsync(context.Actor(), access, reason ?? "", cancellation)
            ? TypedResults.LocalRedirect($"/projects/{access.Project.Id}/traffic?undone=1")
            : Messages.Page(
                StatusCodes.Status400BadRequest, "Nothing to take away", "The project has no filter for that any more, or it is not one that can be taken away as a whole.",
                $"/projects/{access.Project.Id}/settings/filters", "To the filters", isSignedIn: true);
}
