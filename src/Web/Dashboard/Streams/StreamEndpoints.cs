using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Ingestion;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Api.Issues;
using Picket.Web.Dashboard.Live;
using Picket.Web.Dashboard.Pages;

namespace Picket.Web.Dashboard.Streams;

/// <summary>Streams of issues, of a project and of an organization, and what is done to many at once.</summary>
internal static class StreamEndpoints
{
    private const string OfProject = "/projects/{project}";
    private const string OfOrganization = "/organizations/{organization}/issues";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        // AccessMiddleware checks the forms' tokens.
        var triage = routes.MapGroup("").DisableAntiforgery().Needs(Permission.Triage);
        routes.MapGet(OfOrganization, ShowAsync).Needs(Permission.Read);
        routes.MapGet($"{OfOrganization}/live", LiveAsync).Needs(Permission.Read);
        triage.MapPost(OfOrganization, ActAsync);
        triage.MapPost($"{OfProject}/issues", ActAsync);
        foreach (var path in (string[])[OfProject, OfOrganization])
        {
            triage.MapPost($"{path}/views", KeepAsync);
            routes.MapGet($"{path}/values", ValuesAsync).Needs(Permission.Read);
        }
    }

    /// <summary>The page; it may be a project's that has issues, or an organization's.</summary>
    public static async Task<IResult> ShowAsync(HttpContext context, Access access, IssueDesk desk, StreamDesk streams, CancellationToken cancellation) =>
        await desk.ProjectsAsync(access, context.Request.Query, cancellation) is { } projects
            ? new HtmlPage<StreamPage>(new()
            {
                [nameof(StreamPage.View)] = await streams.ReadAsync(access, StreamRequest.Of(context.Request.Query), TriageForm.Done(context.Request.Query["done"]), projects, cancellation),
            })
            : Messages.NotFound();

    private static IResult LiveAsync(Access access, LiveHub live, CancellationToken cancellation) => LiveEvents.Of(live, LivePlace.Of(new OrganizationId(access.Organization.Id)), cancellation);

    private static async Task<IResult> ActAsync(HttpContext context, Access access, IssueDesk desk, NoiseOverrules overrules, CancellationToken cancellation)
    {
        var form = await context.Request.ReadFormAsync(cancellation);
        var (issues, act) = (TriageForm.Issues(form), form["act"].ToString());
        if (await desk.ProjectsAsync(access, QueryCollection.Empty, cancellation) is not { } projects)
        {
            return Messages.NotFound();
        }

        if (issues.Count == 0)
        {
            return Wrong("Choose at least one issue.");
        }

        int done;
        if (TriageForm.SaysNoise(act) is { } isNoise)
        {
            done = 0;
            foreach (var issue in issues)
            {
                // Both are asked: the user must see the issue, and the form must be of its project, where the permission was checked.
                var isHere = await desk.Issues.FindAsync(access.Caller.UserId, issue, cancellation) is { } found && projects.ContainsKey(found.Project);
                done += isHere && await overrules.SayAsync(access.Caller.UserId, issue, isNoise, cancellation) ? 1 : 0;
            }
        }
        else if (TriageForm.Read(form, await desk.MembersAsync(access, cancellation), access.Caller.UserId, out var update) is { } wrong)
        {
            return Wrong(wrong);
        }
        else if (update.Merges)
        {
            var places = await PlacesAsync(desk, access, issues, projects, cancellation);
            if (places is not [var only] || issues.Count < 2)
            {
                return Wrong("Only issues of one project can be merged, and at least two.");
            }

            done = (await desk.Actions.MergeAsync(only, issues, access.Caller.UserId, cancellation)).Count == 0 ? 0 : issues.Count;
        }
        else
        {
            done = (await desk.Actions.ChangeAsync([.. projects.Keys], issues, update.Change, access.Caller.UserId, cancellation)).Count == 0 ? 0 : issues.Count;
        }

        return TypedResults.LocalRedirect(Back(form, done == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{act}-{done}")));

        IResult Wrong(string text) => Messages.Page(StatusCodes.Status400BadRequest, "Nothing was changed", text, Back(form, null), "Back", isSignedIn: true);
    }

    /// <summary>Projects of issues, each once; those the user may not change here are left out.</summary>
    private static async Task<IReadOnlyList<ProjectId>> PlacesAsync(
        IssueDesk desk, Access access, IReadOnlyList<long> issues, IReadOnlyDictionary<ProjectId, ProjectRow> projects, CancellationToken cancellation)
    {
        if (access.Membership.Project is { } only)
        {
            return [only.Id];
        }

        HashSet<ProjectId> places = [];
        foreach (var issue in issues)
        {
            if (await desk.Issues.FindAsync(access.Caller.UserId, issue, cancellation) is { } found && projects.ContainsKey(found.Project))
            {
                places.Add(found.Project);
            }
        }

        return [.. places];
    }

    private static async Task<IResult> KeepAsync(HttpContext context, Access access, SavedViews views, CancellationToken cancellation)
    {
        var form = await context.Request.ReadFormAsync(cancellation);
        var project = access.Membership.Project?.Id;
        if (long.TryParse(form["forget"], NumberStyles.None, CultureInfo.InvariantCulture, out var forget))
        {
            await views.DeleteAsync(access.Organization.Id, project, forget, cancellation);
            return TypedResults.LocalRedirect(Back(form, null));
        }

        var name = form["name"].ToString().Trim();
        var back = Back(form, null);
        var query = back.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? StreamRequest.Of(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(back[mark..]))) with { Cursor = "" } : new();
        return name.Length is 0 or > SavedViews.MaxNameLength || name.Any(char.IsControl) || query.ToQuery().Length > SavedViews.MaxQueryLength
            ? Messages.Page(StatusCodes.Status400BadRequest, "Not kept", $"A view has a name of 1 to {SavedViews.MaxNameLength} characters.", back, "Back", isSignedIn: true)
            : await views.SaveAsync(access.Organization.Id, project, name, query.ToQuery(), access.Caller.UserId, cancellation)
                ? TypedResults.LocalRedirect(back)
                : Messages.Page(StatusCodes.Status400BadRequest, "Not kept", $"There are {SavedViews.MaxViews} views already; forget one first.", back, "Back", isSignedIn: true);
    }

    private static async Task<IResult> ValuesAsync(HttpContext context, string? key, string? start, Access access, IssueDesk desk, SearchValues values, CancellationToken cancellation) =>
        await desk.ProjectsAsync(access, context.Request.Query, cancellation) is { } projects
            ? TypedResults.Json(await values.FindAsync([.. projects.Keys], key ?? "", start ?? "", cancellation), Api.ApiJson.Written.IReadOnlyListString)
            : Messages.NotFound();

    /// <summary>Where the form came from, and what was done.</summary>
    private static string Back(IFormCollection form, string? done)
    {
        var back = LocalPath.Of(form["back"]);
        return done is null ? back : back + (back.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + done;
    }
}
