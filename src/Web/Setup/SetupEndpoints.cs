using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Api;
using Picket.Web.Api.Issues;
using Picket.Web.Dashboard;

namespace Picket.Web.Setup;

/// <summary>The first minutes: an organization, a project, its headers, its first report.</summary>
internal static class SetupEndpoints
{
    private const string Start = "/start";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Start, (Caller caller, OrganizationQueries organizations, Memberships memberships, CancellationToken cancellation) =>
            ShowAsync(caller, organizations, memberships, null, cancellation)).Needs(Permission.List);
        routes.MapPost($"{Start}/organization", MakeOrganizationAsync).Needs(Permission.Operate);
        routes.MapGet("/projects/{project}/setup", async (string? send, string? with, Access access, IssueDesk desk, CancellationToken cancellation) =>
            new HtmlPage<SetupPage>(new() { [nameof(SetupPage.View)] = await SetupView.ReadAsync(access.Project, send, with, access, desk, cancellation) })).Needs(Permission.Read);
    }

    private static async Task<HtmlPage<StartPage>> ShowAsync(Caller caller, OrganizationQueries organizations, Memberships memberships, string? error, CancellationToken cancellation)
    {
        var open = new List<OrganizationRow>();
        foreach (var organization in await organizations.ListAsync(caller.UserId, cancellation))
        {
            if (Permissions.Allows(Permission.Configure, caller, await memberships.FindAsync(caller.UserId, organization.Slug, cancellation)))
            {
                open.Add(organization);
            }
        }

        return new(
            new() { [nameof(StartPage.Organizations)] = open, [nameof(StartPage.MayMake)] = caller.IsOperator, [nameof(StartPage.Error)] = error },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> MakeOrganizationAsync(
        HttpContext context, Caller caller, OrganizationStore store, OrganizationQueries organizations, Memberships memberships, CancellationToken cancellation)
    {
        if (OrganizationPages.ReadName(await context.Request.ReadFormAsync(cancellation)) is not { } name)
        {
            return await ShowAsync(caller, organizations, memberships, "A name has 1 to 200 characters.", cancellation);
        }

        var made = await store.CreateAsync(context.Actor(), Slug.From(name), name, caller.UserId, cancellation);
        return made == ChangeResult.Done ? TypedResults.LocalRedirect(Start) : await ShowAsync(caller, organizations, memberships, ChangeWords.Of(made), cancellation);
    }
}
