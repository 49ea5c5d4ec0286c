using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Projects;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Pages;
using Picket.Web.Api;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>An organization's page: its projects, people, defaults and latest changes.</summary>
internal sealed class OrganizationPages(
    OrganizationStore organizations, MemberStore members, MemberChanges changes, InvitationStore invitations, ProjectStore projects, ProjectQueries queries, AuditLog audit)
{
    private const int AuditRows = 20;
    private const string Path = "/organizations/{organization}";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Access access, OrganizationPages pages) => pages.ShowAsync(access)).Needs(Permission.Read);
        routes.MapPost($"{Path}/members", (HttpContext context, Access access, OrganizationPages pages) => pages.ChangeMembersAsync(context, access)).Needs(Permission.Leave);
        routes.MapPost($"{Path}/projects", (HttpContext context, Access access, OrganizationPages pages) => pages.MakeProjectAsync(context, access)).Needs(Permission.Configure);
        routes.MapPost($"{Path}/settings", (HttpContext context, Access access, OrganizationPages pages) => pages.SaveAsync(context, access)).Needs(Permission.Administer);
    }

    /// <summary>Settings of a form; what is wrong is said.</summary>
    public static JsonObject? ReadSettings(IFormCollection form, JsonObject stored, out string? error)
    {
        var wanted = SettingCatalog.All.Where(setting => form.ContainsKey(setting.Name)).ToDictionary(setting => setting.Name, setting => SettingText.Read(setting, form[setting.Name].ToString()));
        var settings = SettingCatalog.Apply(stored, wanted, out var errors);
        error = errors.Count == 0 ? null : string.Join(' ', errors.Select(one => $"{one.Key}: {one.Value}"));
        return settings;
    }

    /// <summary>A name of a form; null where it is none.</summary>
    public static string? ReadName(IFormCollection form) => form["name"].ToString().Trim() is { Length: >= 1 and <= 200 } name && !name.Any(char.IsControl) ? name : null;

    private async Task<IResult> ShowAsync(Access access, string? error = null, string? link = null)
    {
        if (await organizations.FindAsync(access.Organization.Id, CancellationToken.None) is not { } detail)
        {
            return Messages.NotFound();
        }

        var mayAdminister = access.Allows(Permission.Administer);
        var view = new OrganizationView(
            access.Membership, detail, await members.ListAsync(detail.Organization.Id, CancellationToken.None),
            mayAdminister ? await invitations.ListAsync(detail.Organization.Id, CancellationToken.None) : [],
            [.. (await queries.ListAsync(access.Caller.UserId, CancellationToken.None)).Where(project => project.Organization.Id == detail.Organization.Id)],
            mayAdminister ? await audit.ListAsync(detail.Organization.Id, null, AuditRows, CancellationToken.None) : [], mayAdminister, access.Allows(Permission.Configure))
        {
            Error = error,
            Link = link,
        };
        return new HtmlPage<OrganizationPage>(new() { [nameof(OrganizationPage.View)] = view }, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> ChangeMembersAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (act, member, role) = (form["act"].ToString(), form["member"].ToString(), Roles.Find(form["role"].ToString()));
        if (act == "leave")
        {
            var left = await members.RemoveAsync(context.Actor(), access.Organization.Id, access.Caller.UserId, context.RequestAborted);
            return left == ChangeResult.Done ? TypedResults.LocalRedirect("/") : await ShowAsync(access, ChangeWords.Of(left));
        }

        if (!access.Allows(Permission.Administer))
        {
            return Messages.Page(StatusCodes.Status403Forbidden, "Not allowed", "You do not have permission to perform this action.", isSignedIn: true);
        }

        if (act == "invite" && role is { } invited)
        {
            var text = form["email"].ToString().Trim();
            if (text.Length > 0 && EmailAddress.Normalize(text) is null)
            {
                return await ShowAsync(access, "This is no e-mail address.");
            }

            var (result, _, link) = await changes.InviteAsync(context, access, text.Length == 0 ? null : EmailAddress.Normalize(text), invited);
            return await ShowAsync(access, result == ChangeResult.Done ? null : ChangeWords.Of(result), link);
        }

        var changed = act switch
        {
            "role" when role is { } wanted => await changes.SetRoleAsync(context, access, member, wanted),
            "remove" => await changes.RemoveAsync(context, access, member),
            _ => ChangeResult.NotFound,
        };
        return changed == ChangeResult.Done ? TypedResults.LocalRedirect($"/organizations/{access.Organization.Slug}") : await ShowAsync(access, ChangeWords.Of(changed));
    }

    private async Task<IResult> MakeProjectAsync(HttpContext context, Access access)
    {
        if (ReadName(await context.Request.ReadFormAsync(context.RequestAborted)) is not { } name)
        {
            return await ShowAsync(access, "A name has 1 to 200 characters.");
        }

        var made = await projects.CreateAsync(context.Actor(), access.Organization.Id, Slug.From(name), name, [], null, [], context.RequestAborted);
        return made == ChangeResult.Done ? TypedResults.LocalRedirect($"/organizations/{access.Organization.Slug}") : await ShowAsync(access, ChangeWords.Of(made));
    }

    private async Task<IResult> SaveAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await organizations.FindAsync(access.Organization.Id, context.RequestAborted) is not { } before)
        {
            return Messages.NotFound();
        }

        var settings = ReadSettings(form, before.Settings, out var error);
        if ((error ?? (ReadName(form) is null ? "A name has 1 to 200 characters." : null)) is { } wrong)
        {
            return await ShowAsync(access, wrong);
        }

        await organizations.UpdateAsync(context.Actor(), access.Organization.Id, null, ReadName(form), settings, context.RequestAborted);
        return TypedResults.LocalRedirect($"/organizations/{access.Organization.Slug}");
    }
}
