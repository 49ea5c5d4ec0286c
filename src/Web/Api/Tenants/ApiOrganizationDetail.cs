using System.Globalization;
using System.Text.Json.Nodes;
using Picket.Storage.Accounts;
using Picket.Storage.Projects;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>An organization with its projects' defaults.</summary>
internal sealed record ApiOrganizationDetail(
    string Id, string Slug, string Name, string DateCreated, ApiStatus Status, string Role, string? Plan, long MemberCount, long ProjectCount, JsonObject Settings)
{
    /// <summary>From what is stored.</summary>
    public static ApiOrganizationDetail Of(OrganizationDetail detail, Access access) => new(
        detail.Organization.Id.ToString(CultureInfo.InvariantCulture), detail.Organization.Slug, detail.Organization.Name, Words.Iso(detail.Organization.CreatedAt),
        StatusOf(detail), Roles.NameOf(access.Membership.Role), detail.Plan, detail.Members, detail.Projects, SettingCatalog.Show(detail.Settings));

    /// <summary>Active or suspended.</summary>
    public static ApiStatus StatusOf(OrganizationDetail detail) => detail.SuspendedAt is null ? new("active", "active") : new("suspended", "suspended");
}
