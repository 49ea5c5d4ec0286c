using System.Globalization;
using Picket.Storage.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>An organization as its operator sees it: nothing of what its projects counted.</summary>
internal sealed record ApiTenant(string Id, string Slug, string Name, string DateCreated, ApiStatus Status, string? DateSuspended, string? Plan, long MemberCount, long ProjectCount)
{
    /// <summary>From what is stored.</summary>
    public static ApiTenant Of(OrganizationDetail detail) => new(
        detail.Organization.Id.ToString(CultureInfo.InvariantCulture), detail.Organization.Slug, detail.Organization.Name, Words.Iso(detail.Organization.CreatedAt),
        ApiOrganizationDetail.StatusOf(detail), detail.SuspendedAt is { } at ? Words.Iso(at) : null, detail.Plan, detail.Members, detail.Projects);
}
