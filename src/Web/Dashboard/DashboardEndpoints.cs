using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion;
using Picket.Reports;
using Picket.Storage.Queries;
using Picket.Storage.State;
using Picket.Web.Accounts;
using Picket.Web.Api.Issues;
using Picket.Web.Dashboard.Live;
using Picket.Web.Dashboard.Pages;
using Picket.Web.Dashboard.Streams;
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
        routes.MapGet("/projects", ProjectsAsync).Needs(Permission.List);
        pages.MapGet("/projects/{project}", ProjectAsync);
        pages.MapGet("/projects/{project}/live", ProjectLiveAsync);
        StreamEndpoints.Map(routes);
        pages.MapGet("/issues/{issue}", IssueAsync);
        pages.MapGet("/issues/{issue}/live", IssueLiveAsync);
        var triage = routes.MapGroup("/issues/{issue}").DisableAntiforgery().Needs(Permission.Triage); // AccessMiddleware checks the forms' tokens.
        triage.MapPost("/comments", CommentAsync);
        triage.MapPost("/noise", SayNoiseAsync);
        triage.MapPost("/tickets", LinkAsync);
        triage.MapPost("/unmerge", UnmergeAsync);
    }

    private static async Task<IResult> HomeAsync(Caller caller, ProjectQueries projects, ProjectsReader reader, CancellationToken cancellation) =>
        await projects.ListAsync(caller.UserId, cancellation) switch
        {
            [] => TypedResults.LocalRedirect("/start"),
            [var only] => TypedResults.LocalRedirect($"/projects/{only.Id}"),
            var several => new HtmlPage<ProjectsPage>(new() { [nameof(ProjectsPage.Projects)] = await reader.ReadAsync(several, cancellation) }),
        };

    private static async Task<IResult> ProjectAsync(HttpContext context, Access access, IssueDesk desk, StreamDesk streams, CancellationToken cancellation) =>
        await desk.Issues.AnyAsync(access.Project.Id, cancellation)
            ? await StreamEndpoints.ShowAsync(context, access, desk, streams, cancellation)
            : new HtmlPage<ProjectPage>(new() { [nameof(ProjectPage.View)] = await ProjectView.ReadAsync(access.Project, desk, cancellation) });

    private static async Task<IResult> ProjectsAsync(Caller caller, ProjectQueries projects, ProjectsReader reader, CancellationToken cancellation) =>
        new HtmlPage<ProjectsPage>(new() { [nameof(ProjectsPage.Projects)] = await reader.ReadAsync(await projects.ListAsync(caller.UserId, cancellation), cancellation) });

    private static async Task<IResult> IssueAsync(string issue, string? done, Access access, IssueDesk desk, IssueReader reader, CancellationToken cancellation) =>
        await desk.FindAsync(issue, access, cancellation) is { } found
            ? new HtmlPage<IssuePage>(new()
            {
                [nameof(IssuePage.View)] = await reader.ReadAsync(access, found, TriageForm.Done(done), cancellation),
                [nameof(IssuePage.MayTriage)] = access.Allows(Permission.Triage),
            })
            : Messages.NotFound();

    private static async Task<IResult> CommentAsync(string issue, [FromForm] string? text, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        text = text?.Replace('\0', ' ').Trim() ?? "";
        if (text.Length is 0 or > IssueActions.MaxCommentLength)
        {
            return Messages.Page(StatusCodes.Status400BadRequest, "Not said", $"A comment has 1 to {Words.Number(IssueActions.MaxCommentLength)} characters.", $"/issues/{issue}", "Back", isSignedIn: true);
        }

        return await desk.FindAsync(issue, access, cancellation) is { } found
            && (await desk.Actions.CommentAsync(access.Project.Id, found.Id, text, access.Caller.UserId, cancellation)).Count > 0
            ? TypedResults.LocalRedirect($"/issues/{found.Id}#activity")
            : Messages.NotFound();
    }

    private static async Task<IResult> LinkAsync(
        string issue, [FromForm] string? url, [FromForm] string? title, [FromForm] string? unlink, Access access, IssueDesk desk, CancellationToken cancellation)
    {
        if (Ticket.Of(unlink ?? url?.Trim(), title) is not { } ticket)
        {
            return Messages.Page(
                StatusCodes.Status400BadRequest, "Not linked", $"A ticket has the address of a web page, http or https, of at most {Words.Number(Ticket.MaxUrlLength)} characters.", $"/issues/{issue}", "Back", isSignedIn: true);
        }

        return await desk.FindAsync(issue, access, cancellation) is { } found
            && (unlink is null
                ? await desk.Actions.LinkAsync(access.Project.Id, found.Id, ticket, access.Caller.UserId, cancellation)
                : await desk.Actions.UnlinkAsync(access.Project.Id, found.Id, ticket.Url, access.Caller.UserId, cancellation)).Count > 0
            ? TypedResults.LocalRedirect($"/issues/{found.Id}#tickets")
            : Messages.NotFound();
    }

    private static async Task<IResult> UnmergeAsync(string issue, [FromForm] string? fingerprint, Access access, IssueDesk desk, CancellationToken cancellation) =>
        Fingerprint.TryParse(fingerprint, out var variant) && await desk.FindAsync(issue, access, cancellation) is { } found
            && (await desk.Actions.UnmergeAsync(access.Project.Id, found.Id, [variant], access.Caller.UserId, cancellation)).Count > 0
            ? TypedResults.LocalRedirect($"/issues/{found.Id}?done=unmerge-1")
            : Messages.NotFound();

    private static async Task<IResult> SayNoiseAsync(string issue, [FromForm] string? noise, Caller caller, IssueQueries issues, NoiseOverrules overrules, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found
            && await overrules.SayAsync(caller.UserId, found.Id, noise switch { "true" => true, "false" => false, _ => null }, cancellation)
            ? TypedResults.LocalRedirect($"/issues/{found.Id}")
            : Messages.NotFound();

    private static async Task<IResult> ProjectLiveAsync(string project, Caller caller, ProjectQueries projects, LiveHub live, CancellationToken cancellation) =>
        await FindAsync(project, caller, projects, cancellation) is { } found ? LiveEvents.Of(live, LivePlace.Of(found.Id), cancellation) : Messages.NotFound();

    private static async Task<IResult> IssueLiveAsync(string issue, Caller caller, IssueQueries issues, LiveHub live, CancellationToken cancellation) =>
        await FindAsync(issue, caller, issues, cancellation) is { } found ? LiveEvents.Of(live, LivePlace.Of(found.Project), cancellation) : Messages.NotFound();

    private static async Task<ProjectRow?> FindAsync(string project, Caller caller, ProjectQueries projects, CancellationToken cancellation) =>
        ProjectId.TryParse(project, out var id) ? await projects.FindAsync(caller.UserId, id, cancellation) : null;

    private static async Task<IssueSummary?> FindAsync(string issue, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        long.TryParse(issue, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await issues.FindAsync(caller.UserId, id, cancellation) : null;
}
