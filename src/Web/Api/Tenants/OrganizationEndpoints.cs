using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Projects;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Tenants;

/// <summary>Organizations.</summary>
internal static class OrganizationEndpoints
{
    private const string One = "/organizations/{organization}";

    private const string Example = """
        {"id": "1", "slug": "home", "name": "Home", "dateCreated": "2026-03-01T12:00:00.000Z", "status": {"id": "active", "name": "active"}, "role": "owner", "plan": null,
         "memberCount": 3, "projectCount": 2, "settings": {"newIssuesPerHour": 500}}
        """;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organizations", ListAsync).Needs(Permission.List).Describe("Lists the organizations you are a member of", answer: """
            [{"id": "1", "slug": "home", "name": "Home", "dateCreated": "2026-03-01T12:00:00.000Z", "status": {"id": "active", "name": "active"}}]
            """);
        api.MapPost("/organizations", CreateAsync).Needs(Permission.Operate).Describe("Makes an organization that you own; for operators", """{"slug": "acme", "name": "Acme"}""", Example, 201);
        api.MapGet(One, GetAsync).Needs(Permission.Read).Describe("Shows an organization and its projects' defaults", answer: Example);
        api.MapPut(One, UpdateAsync).Needs(Permission.Administer).Describe(
            "Changes an organization. Settings are defaults of its projects: a project's own value wins; null takes one away", """{"name": "Acme", "newIssuesPerHour": 500, "keepQueries": null}""", Example);
        api.MapDelete(One, DeleteAsync).Needs(Permission.Own).Describe(
            "Deletes an organization, its projects, and in the background all they have counted. Its name has to be repeated", """{"name": "Acme"}""", status: 204);
        api.MapPost(One + "/transfer", TransferAsync).Needs(Permission.Own).Describe("Makes another member the owner; you stay as an admin", """{"member": "7"}""", status: 204);
        api.MapGet("/settings", Settings).Needs(Permission.List).Describe("Lists every setting of projects and organizations, what may be written and what it means", answer: """
            [{"name": "keepQueries", "default": "false", "expects": "true or false", "meaning": "Keeps the values of queries in addresses, which are masked otherwise."}]
            """);
    }

    private static async Task<IResult> ListAsync(Caller caller, OrganizationQueries organizations, ProjectQueries projects, CancellationToken cancellation)
    {
        var rows = await organizations.ListAsync(caller.UserId, cancellation);
        if (caller.Token?.Project is { } only)
        {
            var project = await projects.FindAsync(caller.UserId, only, cancellation);
            rows = [.. rows.Where(row => row.Id == project?.Organization.Id)];
        }

        return TypedResults.Json([.. rows.Select(ApiOrganization.Of)], ApiJson.Written.IReadOnlyListApiOrganization);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ApiBody body, Caller caller, OrganizationStore organizations, Storage.Accounts.Memberships memberships, CancellationToken cancellation)
    {
        var (slug, name) = (body.ReadSlug("slug"), body.Text("name", isRequired: true));
        slug ??= body.Has("slug") ? null : Slug.From(name ?? "");
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        if (ApiChanges.Refusal(await organizations.CreateAsync(context.Actor(), slug!, name!, caller.UserId, cancellation)) is { } failed)
        {
            return failed;
        }

        var membership = await memberships.FindAsync(caller.UserId, slug!, cancellation);
        return membership is null || await organizations.FindAsync(membership.Organization.Id, cancellation) is not { } made
            ? ApiError.NotFound()
            : ApiChanges.Created(ApiOrganizationDetail.Of(made, new(caller, membership)), TenantJson.Written.ApiOrganizationDetail);
    }

    private static async Task<IResult> GetAsync(Access access, OrganizationStore organizations, CancellationToken cancellation) =>
        await organizations.FindAsync(access.Organization.Id, cancellation) is { } detail
            ? TypedResults.Json(ApiOrganizationDetail.Of(detail, access), TenantJson.Written.ApiOrganizationDetail)
            : ApiError.NotFound();

    private static async Task<IResult> UpdateAsync(HttpContext context, ApiBody body, Access access, OrganizationStore organizations, CancellationToken cancellation)
    {
        if (await organizations.FindAsync(access.Organization.Id, cancellation) is not { } before)
        {
            return ApiError.NotFound();
        }

        var (slug, name) = (body.ReadSlug("slug"), body.Text("name"));
        var settings = ApiSettings.Read(body, before.Settings);
        return body.Refusal()
            ?? ApiChanges.Refusal(await organizations.UpdateAsync(context.Actor(), access.Organization.Id, slug, name, settings, cancellation))
            ?? await GetAsync(access, organizations, cancellation);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, ApiBody body, Access access, OrganizationStore organizations, CancellationToken cancellation)
    {
        ApiSettings.WantName(body, access.Organization.Name);
        return body.Refusal() ?? ApiChanges.Refusal(await organizations.DeleteAsync(context.Actor(), access.Organization.Id, cancellation)) ?? ApiChanges.NoContent();
    }

    private static async Task<IResult> TransferAsync(HttpContext context, ApiBody body, Access access, MemberStore members, CancellationToken cancellation)
    {
        var member = body.Text("member", 1, 19, isRequired: true);
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        return !MemberEndpoints.TryReadUser(member!, out var to)
            ? ApiError.NotFound()
            : ApiChanges.Refusal(await members.TransferAsync(context.Actor(), access.Organization.Id, access.Caller.UserId, to, cancellation)) ?? ApiChanges.NoContent();
    }

    private static JsonHttpResult<IReadOnlyList<ApiSetting>> Settings() => TypedResults.Json([.. SettingCatalog.All.Select(ApiSetting.Of)], TenantJson.Written.IReadOnlyListApiSetting);
}
