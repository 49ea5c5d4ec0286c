using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Storage.Queries;
using Picket.Web.Accounts;
using Picket.Web.Api.Issues;

namespace Picket.Web.Api;

/// <summary>Sentry's management API.</summary>
internal static class ApiEndpoints
{
    /// <summary>Maps <c>/api/0</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/0");
        api.MapGet("/organizations", OrganizationsAsync).Needs(Permission.List);
        api.MapGet("/projects", ProjectsAsync).Needs(Permission.List);
        IssueListEndpoints.Map(api);
        IssueEndpoints.Map(api);
        EventEndpoints.Map(api);
        TagEndpoints.Map(api);
        StatsEndpoints.Map(api);
        ExportEndpoints.Map(api);
        NoiseEndpoints.Map(api);
    }

    private static async Task<IResult> OrganizationsAsync(Caller caller, OrganizationQueries organizations, CancellationToken cancellation) =>
        TypedResults.Json([.. (await organizations.ListAsync(caller.UserId, cancellation)).Select(ApiOrganization.Of)], ApiJson.Written.IReadOnlyListApiOrganization);

    private static async Task<IResult> ProjectsAsync(Caller caller, ProjectQueries projects, CancellationToken cancellation) =>
        TypedResults.Json([.. (await projects.ListAsync(caller.UserId, cancellation)).Select(ApiProject.Of)], ApiJson.Written.IReadOnlyListApiProject);
}
