using System.Globalization;
using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>An organization, as Sentry writes it.</summary>
internal sealed record ApiOrganization(string Id, string Slug, string Name, string DateCreated, ApiStatus Status)
{
    /// <summary>From its row.</summary>
    public static ApiOrganization Of(OrganizationRow row) =>
        new(row.Id.ToString(CultureInfo.InvariantCulture), row.Slug, row.Name, Words.Iso(row.CreatedAt), new("active", "active"));
}
