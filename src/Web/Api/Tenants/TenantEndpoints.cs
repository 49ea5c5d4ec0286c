using Microsoft.AspNetCore.Routing;

namespace Picket.Web.Api.Tenants;

/// <summary>The management part of the API.</summary>
internal static class TenantEndpoints
{
    /// <summary>Maps it into the group of <c>/api/0</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        AccountEndpoints.Map(api);
        OrganizationEndpoints.Map(api);
        MemberEndpoints.Map(api);
        ProjectEndpoints.Map(api);
        KeyEndpoints.Map(api);
        FilterEndpoints.Map(api);
        AuditEndpoints.Map(api);
        OperatorEndpoints.Map(api);
    }
}
