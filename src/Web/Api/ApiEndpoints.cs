using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Picket.Web.Api.Issues;
using Picket.Web.Api.Tenants;

namespace Picket.Web.Api;

/// <summary>Sentry's management API.</summary>
internal static class ApiEndpoints
{
    /// <summary>Maps <c>/api/0</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/0");
        TenantEndpoints.Map(api);
        IssueListEndpoints.Map(api);
        IssueEndpoints.Map(api);
        EventEndpoints.Map(api);
        TagEndpoints.Map(api);
        StatsEndpoints.Map(api);
        ExportEndpoints.Map(api);
        NoiseEndpoints.Map(api);
    }
}
