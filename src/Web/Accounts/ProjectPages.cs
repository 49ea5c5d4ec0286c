using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Pages;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>A project's settings and keys.</summary>
internal sealed class ProjectPages(ProjectStore projects, KeyStore keys)
{
    private const string Path = "/projects/{project}";
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Path}/settings", (Access access, ProjectPages pages) => pages.ShowAsync(access)).Needs(Permission.Configure);
        routes.MapPost($"{Path}/settings", (HttpContext context, Access access, ProjectPages pages) => pages.SaveAsync(context, access)).Needs(Permission.Configure);
        routes.MapPost($"{Path}/keys", (HttpContext context, Access access, ProjectPages pages) => pages.ChangeKeysAsync(context, access)).Needs(Permission.Configure);
        routes.MapPost($"{Path}/delete", (HttpContext context, Access access, ProjectPages pages) => pages.DeleteAsync(context, access)).Needs(Permission.Administer);
    }

    private async Task<IResult> ShowAsync(Access access, string? error = null)
    {
        if (await projects.FindAsync(access.Project.Id, CancellationToken.None) is not { } detail)
        {
            return Messages.NotFound();
        }

        var view = new ProjectSettingsView(access.Project, detail, await keys.ListAsync(access.Project.Id, CancellationToken.None), access.Allows(Permission.Administer), error);
        return new HtmlPage<ProjectSettingsPage>(new() { [nameof(ProjectSettingsPage.View)] = view }, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static RedirectHttpResult Again(Access access) => TypedResults.LocalRedirect($"/projects/{access.Project.Id}/settings");

    private async Task<IResult> SaveAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await projects.FindAsync(access.Project.Id, context.RequestAborted) is not { } before)
        {
            return Messages.NotFound();
        }

        var settings = OrganizationPages.ReadSettings(form, before.Own, out var error);
        if ((error ?? (OrganizationPages.ReadName(form) is null ? "A name has 1 to 200 characters." : null)) is { } wrong)
        {
            return await ShowAsync(access, wrong);
        }

        await projects.UpdateAsync(context.Actor(), access.Organization.Id, access.Project.Id, null, OrganizationPages.ReadName(form), null, settings, context.RequestAborted);
        return Again(access);
    }

    private async Task<IResult> ChangeKeysAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (act, label) = (form["act"].ToString(), form["label"].ToString().Trim());
        long.TryParse(form["key"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var key);
        var actor = context.Actor();
        switch (act)
        {
            case "start" or "stop":
                await projects.UpdateAsync(actor, access.Organization.Id, access.Project.Id, null, null, act == "start", null, context.RequestAborted);
                break;
            case "create" when label.Length is >= 1 and <= 64 && !label.Any(char.IsControl):
                await keys.CreateAsync(actor, access.Project, new(label), context.RequestAborted);
                break;
            case "on" or "off":
                await keys.UpdateAsync(actor, access.Project, key, new(null, act == "on", false, null, false, null), context.RequestAborted);
                break;
            case "rotate":
                await keys.RotateAsync(actor, access.Project, key, Overlap, context.RequestAborted);
                break;
            case "revoke":
                await keys.DeleteAsync(actor, access.Project, key, context.RequestAborted);
                break;
            default:
                return await ShowAsync(access, "A key has a label of 1 to 64 characters.");
        }

        return Again(access);
    }

    private async Task<IResult> DeleteAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["name"].ToString() != access.Project.Name)
        {
            return await ShowAsync(access, "This is not its name. Repeat the name of what is to be deleted.");
        }

        await projects.DeleteAsync(context.Actor(), access.Organization.Id, access.Project.Id, context.RequestAborted);
        return TypedResults.LocalRedirect("/");
    }
}
