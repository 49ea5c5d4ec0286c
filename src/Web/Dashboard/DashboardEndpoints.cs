using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Api.Issues;
using Picket.Web.Dashboard.Live;
using Picket.Web.Dashboard.Pages;
using Picket.Web.Dashboard.Views;

namespace Picket.Web.Dashboard;

/// <summary>The pages behind a session.</summary>
internal static class DashboardEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").Needs(Permission.Read);
        routes.MapGet("/", HomeAsync).Needs(Permission.List);
        pages.MapGet("/projects/{project}", ProjectAsync);
        pages.MapGet("/projects/{project}/live", ProjectLiveAsync);
        pages.MapGet("/issues/{issue}", IssueAsync);
        pages.MapGet("/issues/{issue}/live", IssueLiveAsync);
        routes.MapPost("/issues/{issue}/noise", SayNoiseAsync).DisableAntiforgery().Needs(Permission.Triage); // AccessMiddleware checks the form's token.
    }

    private static async Task<IResult> HomeAsync(Caller caller, ProjectQueries projects, CancellationToken cancellation) =>
        await projects.ListAsync(caller.UserId, cancellation) switch
        {
            [] => TypedResults.LocalRedirect("/start"),
            [var only] => TypedResults.LocalRedirect($"/projects/{only.Id}"),
            var several => new HtmlPage<ProjectsPage>(new() { [nameof(ProjectsPage.Projects)] = several }),
        };

    private static async Task<IResult> ProjectAsync(
        string? query, string? status, string? cursor, Access access, IssueDesk desk, FilterQueries filters, CancellationToken cancellation) =>
        new HtmlPage<ProjectPage>(new() { [nameof(ProjectPage.View)] = await ProjectView.ReadAsync(access.Project, query, status, cursor, access, desk, filters, cancellation) });

    private static async Task<IResult> IssueAsync(
        string issue, Caller caller, Access access, ProjectQueries projects, IssueQueries issues, TimeProvider time, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found && await projects.FindAsync(caller.UserId, found.Project, cancellation) is { } project
            ? new HtmlPage<IssuePage>(new()
            {
                [nameof(IssuePage.View)] = await IssueView.ReadAsync(found, project, issues, time, cancellation),
                [nameof(IssuePage.MayTriage)] = access.Allows(Permission.Triage),
            })
            : Messages.NotFound();

    private static async Task<IResult> SayNoiseAsync(string issue, [FromForm] string? noise, Caller caller, IssueQueries issues, NoiseOverrules overrules, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found
            && await overrules.SayAsync(caller.UserId, found.Id, noise switch { "true" => true, "false" => false, _ => null }, cancellation)
            ? TypedResults.LocalRedirect($"/issues/{found.Id}")
            : Messages.NotFound();

    private static async Task<IResult> ProjectLiveAsync(string project, Caller caller, ProjectQueries projects, LiveHub live, CancellationToken cancellation) =>
        await FindAsync(project, caller, projects, cancellation) is { } found ? LiveEvents.Of(live, found.Id, cancellation) : Messages.NotFound();

    private static async Task<IResult> IssueLiveAsync(string issue, Caller caller, IssueQueries issues, LiveHub live, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found ? LiveEvents.Of(live, found.Project, cancellation) : Messages.NotFound();

    private static async Task<ProjectRow?> FindAsync(string project, Caller caller, ProjectQueries projects, CancellationToken cancellation) =>
        ProjectId.TryParse(project, out var id) ? await projects.FindAsync(caller.UserId, id, cancellation) : null;

    private static async Task<IssueSummary?> FindAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        long.TryParse(issue, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await issues.FindAsync(caller.UserId, id, cancellation) : null;
}
