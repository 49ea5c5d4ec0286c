using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Tenants;

/// <summary>Projects and their settings.</summary>
internal static class ProjectEndpoints
{
    private const string One = "/projects/{organization}/{project}";

    private const string Example = """
        {"id": "1", "slug": "website", "name": "Website", "platform": "other", "dateCreated": "2026-03-01T12:00:00.000Z", "status": "active", "isMember": true, "hasAccess": true,
         "organization": {"id": "1", "slug": "home", "name": "Home", "dateCreated": "2026-03-01T12:00:00.000Z", "status": {"id": "active", "name": "active"}},
         "allowedDomains": ["*.example.com"], "dataScrubber": true, "scrubIPAddresses": true,
         "settings": {"allowedDomains": ["*.example.com"]}, "effectiveSettings": {"allowedDomains": ["*.example.com"], "newIssuesPerHour": 500}}
        """;

    private const string NewExample = """{"name": "Website", "slug": "website", "allowedDomains": ["*.example.com"]}""";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/projects", ListAsync).Needs(Permission.List).Describe("Lists the projects you can see", answer: $"[{Example}]");
        api.MapGet("/organizations/{organization}/projects", ListOfAsync).Needs(Permission.Read).Describe("Lists an organization's projects", answer: $"[{Example}]");
        api.MapPost("/organizations/{organization}/projects", CreateAsync).Needs(Permission.Configure).Describe("Makes a project with a first key", NewExample, Example, 201);
        api.MapPost("/teams/{organization}/{team}/projects", CreateAsync).Needs(Permission.Configure).Describe(
            "Makes a project, as Sentry's tools do. There are no teams: any name will do", NewExample, Example, 201);
        api.MapGet(One, GetAsync).Needs(Permission.Read).Describe("Shows a project and its settings", answer: Example);
        api.MapPut(One, UpdateAsync).Needs(Permission.Configure).Describe(
            "Changes a project. Any setting of /settings may be given; null takes it away, so that the organization's value holds", """{"name": "Shop", "allowedDomains": ["*.example.com"], "isActive": true}""", Example);
        api.MapDelete(One, DeleteAsync).Needs(Permission.Administer).Describe(
            "Deletes a project at once, and in the background all it has counted. Its name has to be repeated", """{"name": "Website"}""", status: 204);
    }

    private static async Task<IResult> ListAsync(Caller caller, ProjectQueries projects, CancellationToken cancellation) =>
        Answer((await projects.ListAsync(caller.UserId, cancellation)).Where(row => caller.Token?.Project is not { } only || row.Id == only));

    private static async Task<IResult> ListOfAsync(Access access, ProjectQueries projects, CancellationToken cancellation) =>
        Answer((await projects.ListAsync(access.Caller.UserId, cancellation)).Where(row => row.Organization.Id == access.Organization.Id));

    private static async Task<IResult> CreateAsync(
        HttpContext context, ApiBody body, Access access, ProjectStore projects, Memberships memberships, CancellationToken cancellation)
    {
        var (slug, name) = (body.ReadSlug("slug"), body.Text("name", isRequired: true));
        body.Text("platform", 0, 64); // Sentry's tools say it; all of ours are the same.
        slug ??= body.Has("slug") ? null : Slug.From(name ?? "");
        var settings = ApiSettings.Read(body, []);
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        var result = await projects.CreateAsync(context.Actor(), access.Organization.Id, slug!, name!, settings ?? new JsonObject(), null, [], cancellation);
        if (ApiChanges.Refusal(result, "A project of this organization has that slug already.") is { } failed)
        {
            return failed;
        }

        var made = await memberships.FindAsync(access.Caller.UserId, access.Organization.Slug, slug!, cancellation);
        return made is null ? ApiError.NotFound() : await ShowAsync(made.Project!, projects, StatusCodes.Status201Created, cancellation);
    }

    private static Task<IResult> GetAsync(Access access, ProjectStore projects, CancellationToken cancellation) => ShowAsync(access.Project, projects, StatusCodes.Status200OK, cancellation);

    private static async Task<IResult> UpdateAsync(HttpContext context, ApiBody body, Access access, ProjectStore projects, Memberships memberships, CancellationToken cancellation)
    {
        if (await projects.FindAsync(access.Project.Id, cancellation) is not { } before)
        {
            return ApiError.NotFound();
        }

        var (slug, name, active) = (body.ReadSlug("slug"), body.Text("name"), body.Flag("isActive"));
        body.Text("platform", 0, 64);
        var settings = ApiSettings.Read(body, before.Own);
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        var result = await projects.UpdateAsync(context.Actor(), access.Organization.Id, access.Project.Id, slug, name, active, settings, cancellation);
        if (ApiChanges.Refusal(result, "A project of this organization has that slug already.") is { } failed)
        {
            return failed;
        }

        var now = await memberships.FindAsync(access.Caller.UserId, access.Project.Id, cancellation);
        return now is null ? ApiError.NotFound() : await ShowAsync(now.Project!, projects, StatusCodes.Status200OK, cancellation);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, ApiBody body, Access access, ProjectStore projects, CancellationToken cancellation)
    {
        ApiSettings.WantName(body, access.Project.Name);
        return body.Refusal() ?? ApiChanges.Refusal(await projects.DeleteAsync(context.Actor(), access.Organization.Id, access.Project.Id, cancellation)) ?? ApiChanges.NoContent();
    }

    private static async Task<IResult> ShowAsync(ProjectRow row, ProjectStore projects, int status, CancellationToken cancellation) =>
        await projects.FindAsync(row.Id, cancellation) is { } detail
            ? TypedResults.Json(ApiProjectDetail.Of(row, detail), TenantJson.Written.ApiProjectDetail, statusCode: status)
            : ApiError.NotFound();

    private static JsonHttpResult<IReadOnlyList<ApiProject>> Answer(IEnumerable<ProjectRow> rows) => TypedResults.Json([.. rows.Select(ApiProject.Of)], ApiJson.Written.IReadOnlyListApiProject);
}
