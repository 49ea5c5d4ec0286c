using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api;

/// <summary>A project, as Sentry writes it.</summary>
internal sealed record ApiProject(string Id, string Slug, string Name, string Platform, string DateCreated, string Status, bool IsMember, bool HasAccess, ApiOrganization Organization)
{
    /// <summary>From its row.</summary>
    public static ApiProject Of(ProjectRow row) => new(
        row.Id.ToString(), row.Slug, row.Name, ApiProjectRef.AnyPlatform, Words.Iso(row.CreatedAt), row.Active ? "active" : "disabled", true, true, ApiOrganization.Of(row.Organization));
}
