using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts.Pages;
using Picket.Web.Accounts.Settings;
using Picket.Web.Api;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts;

/// <summary>An organization's page: its projects, people, defaults and latest changes.</summary>
internal sealed class OrganizationPages(
    OrganizationStore organizations, MemberStore members, MemberChanges changes, InvitationStore invitations, ProjectStore projects, ProjectQueries queries,
    AuditLog audit, UsageQueries usage, TimeProvider time)
{
    private const int AuditRows = 20;
    private const string Path = "/organizations/{organization}";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (long? before, Access access, OrganizationPages pages) => pages.ShowAsync(access, before: before)).Needs(Permission.Read);
        routes.MapPost($"{Path}/members", (HttpContext context, Access access, OrganizationPages pages) => pages.ChangeMembersAsync(context, access)).Needs(Permission.Leave);
        routes.MapPost($"{Path}/projects", (HttpContext context, Access access, OrganizationPages pages) => pages.MakeProjectAsync(context, access)).Needs(Permission.Configure);
        routes.MapPost($"{Path}/settings", (HttpContext context, Access access, OrganizationPages pages) => pages.SaveAsync(context, access)).Needs(Permission.Administer);
        routes.MapPost($"{Path}/transfer", (HttpContext context, Access access, OrganizationPages pages) => pages.TransferAsync(context, access)).Needs(Permission.Own);
        routes.MapPost($"{Path}/delete", (HttpContext context, Access access, OrganizationPages pages) => pages.DeleteAsync(context, access)).Needs(Permission.Own);
    }

    /// <summary>A name of a form; null where it is none.</summary>
    public static string? ReadName(IFormCollection form) => form["name"].ToString().Trim() is { Length: >= 1 and <= 200 } name && !name.Any(char.IsControl) ? name : null;

    private async Task<IResult> ShowAsync(Access access, string? error = null, string? link = null, long? before = null)
    {
        if (await organizations.FindAsync(access.Organization.Id, CancellationToken.None) is not { } detail)
        {
            return Messages.NotFound();
        }

        var mayAdminister = access.Allows(Permission.Administer);
        var entries = mayAdminister ? await audit.ListAsync(detail.Organization.Id, before, AuditRows, CancellationToken.None) : [];
        var view = new OrganizationView(
            access.Membership, detail, await members.ListAsync(detail.Organization.Id, CancellationToken.None),
            mayAdminister ? await invitations.ListAsync(detail.Organization.Id, CancellationToken.None) : [],
            [.. (await queries.ListAsync(access.Caller.UserId, CancellationToken.None)).Where(project => project.Organization.Id == detail.Organization.Id)],
            entries, mayAdminister, access.Allows(Permission.Configure))
        {
            Error = error,
            Link = link,
            MayOwn = access.Allows(Permission.Own),
            Usage = (await usage.ReadAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), detail.Organization.Id, CancellationToken.None)).SingleOrDefault(),
            OlderAudit = entries.Count == AuditRows ? entries[^1].Id : null,
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

        var slug = Slug.From(name);
        var made = await projects.CreateAsync(context.Actor(), access.Organization.Id, slug, name, [], null, [], context.RequestAborted);
        return made == ChangeResult.Done && await queries.FindAsync(access.Caller.UserId, access.Organization.Slug, slug, context.RequestAborted) is { } project
            ? TypedResults.LocalRedirect($"/projects/{project.Id}/setup")
            : await ShowAsync(access, ChangeWords.Of(made));
    }

    private async Task<IResult> SaveAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await organizations.FindAsync(access.Organization.Id, context.RequestAborted) is not { } before)
        {
            return Messages.NotFound();
        }

        var settings = SettingText.ReadForm(form, before.Settings, out var error);
        var name = form.ContainsKey("name") ? ReadName(form) : null;
        if ((error ?? (form.ContainsKey("name") && name is null ? "A name has 1 to 200 characters." : null)) is { } wrong)
        {
            return await ShowAsync(access, wrong);
        }

        await organizations.UpdateAsync(context.Actor(), access.Organization.Id, null, name, settings, context.RequestAborted);
        return TypedResults.LocalRedirect($"/organizations/{access.Organization.Slug}");
    }

    private async Task<IResult> TransferAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var result = await changes.FindAsync(form["member"].ToString(), access, context.RequestAborted) is { } to
            ? await members.TransferAsync(context.Actor(), access.Organization.Id, access.Caller.UserId, to.UserId, context.RequestAborted)
            : ChangeResult.NotFound;
        return result == ChangeResult.Done ? TypedResults.LocalRedirect($"/organizations/{access.Organization.Slug}") : await ShowAsync(access, ChangeWords.Of(result));
    }

    private async Task<IResult> DeleteAsync(HttpContext context, Access access)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["name"].ToString() != access.Organization.Name)
        {
            return await ShowAsync(access, "This is not its name. Repeat the name of what is to be deleted.");
        }

        await organizations.DeleteAsync(context.Actor(), access.Organization.Id, context.RequestAborted);
        return TypedResults.LocalRedirect("/");
    }
}
