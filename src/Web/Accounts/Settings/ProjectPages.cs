using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Projects;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Api;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts.Settings;

/// <summary>A project's settings.</summary>
internal sealed class ProjectPages(ProjectStore projects, KeyStore keys, FilterTrials trials, TimeProvider time)
{
    private const string Path = "/projects/{project}";
    private const string Saved = "Saved. It holds within two seconds.";
    private static readonly TimeSpan Tried = TimeSpan.FromDays(7);

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Path}/settings", (Access access) => TypedResults.LocalRedirect($"/projects/{access.Project.Id}/settings/general")).Needs(Permission.Configure);
        routes.MapGet($"{Path}/settings/{{section}}", (string section, string? saved, Access access, ProjectPages pages) => pages.ShowAsync(access, section, view => saved is null ? view : view with { Done = Saved }))
            .Needs(Permission.Configure);
        routes.MapPost($"{Path}/settings/{{section}}", (string section, HttpContext context, Access access, ProjectPages pages) => pages.SaveAsync(context, access, section)).Needs(Permission.Configure);
        routes.MapPost($"{Path}/delete", (HttpContext context, Access access, ProjectPages pages) => pages.DeleteAsync(context, access)).Needs(Permission.Administer);
    }

    /// <summary>A page of them.</summary>
    public async Task<IResult> ShowAsync(Access access, string section, Func<ProjectSettingsView, ProjectSettingsView>? with = null)
    {
        if (!SettingSections.OfProject.Any(known => known.Id == section) || await projects.FindAsync(access.Project.Id, CancellationToken.None) is not { } detail)
        {
            return Messages.NotFound();
        }

        var view = new ProjectSettingsView(access.Project, section, detail, await keys.ListAsync(access.Project.Id, CancellationToken.None), access.Allows(Permission.Administer));
        view = with?.Invoke(view) ?? view;
        return new HtmlPage<ProjectSettingsPage>(new() { [nameof(ProjectSettingsPage.View)] = view }, view.Error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>The page again, with what is wrong.</summary>
    public Task<IResult> RefuseAsync(Access access, string section, string error) => ShowAsync(access, section, view => view with { Error = error });

    private async Task<IResult> SaveAsync(HttpContext context, Access access, string section)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!SettingSections.OfProject.Any(known => known.Id == section) || await projects.FindAsync(access.Project.Id, context.RequestAborted) is not { } before)
        {
            return Messages.NotFound();
        }

        if (section is SettingSections.Filters or SettingSections.Noise)
        {
            return await SaveFiltersAsync(context, form, access, section, before);
        }

        var settings = SettingText.ReadForm(form, before.Own, out var error);
        var (name, slug) = (form.ContainsKey("name") ? OrganizationPages.ReadName(form) : null, form["slug"].ToString());
        error ??= form.ContainsKey("name") && name is null ? "A name has 1 to 200 characters."
            : form.ContainsKey("slug") && slug != access.Project.Slug && !Slug.IsGood(slug) ? "A slug has lower-case letters, digits and hyphens, begins with a letter or digit, and is no number."
            : null;
        return error is not null
            ? await RefuseAsync(access, section, error)
            : await WriteAsync(context, access, section, form.ContainsKey("slug") ? slug : null, name, form["active"].ToString() switch { "true" => true, "false" => false, _ => null }, settings);
    }

    private async Task<IResult> SaveFiltersAsync(HttpContext context, IFormCollection form, Access access, string section, ProjectDetail before)
    {
        var wanted = FilterForm.Read(form, before.Effective["filters"] as JsonObject ?? []);
        if (SettingCatalog.Apply(before.Own, new Dictionary<string, JsonElement> { ["filters"] = wanted }, out _) is not { } settings)
        {
            return await ShowAsync(access, section, view => view with { Tried = wanted, Error = "One of the filters cannot be read. A list has at most 200 entries of 300 characters, addresses are written as 192.0.2.0/24, and rules are JSON objects, one a line." });
        }

        if (form["act"] == "save")
        {
            return await WriteAsync(context, access, section, null, null, null, settings);
        }

        var trial = await trials.TryAsync(access.Project.Id, wanted, time.GetUtcNow() - Tried, context.RequestAborted);
        return await ShowAsync(access, section, view => view with { Tried = wanted, Trial = trial });
    }

    private async Task<IResult> WriteAsync(HttpContext context, Access access, string section, string? slug, string? name, bool? active, JsonObject? settings)
    {
        var result = await projects.UpdateAsync(context.Actor(), access.Organization.Id, access.Project.Id, slug, name, active, settings, context.RequestAborted);
        return result == ChangeResult.Done ? TypedResults.LocalRedirect($"/projects/{access.Project.Id}/settings/{section}?saved=1") : await RefuseAsync(access, section, ChangeWords.Of(result));
    }

    private async Task<IResult> DeleteAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["name"].ToString() != access.Project.Name)
        {
            return await RefuseAsync(access, "danger", "This is not its name. Repeat the name of what is to be deleted.");
        }

        await projects.DeleteAsync(context.Actor(), access.Organization.Id, access.Project.Id, context.RequestAborted);
        return TypedResults.LocalRedirect("/");
    }
}
