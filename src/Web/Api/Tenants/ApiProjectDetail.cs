using System.Text.Json.Nodes;
using Picket.Storage.Projects;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>A project with its settings: what it has set itself, and what holds with its organization's defaults.</summary>
internal sealed record ApiProjectDetail(
    string Id, string Slug, string Name, string Platform, string DateCreated, string Status, bool IsMember, bool HasAccess, ApiOrganization Organization,
    IReadOnlyList<string> AllowedDomains, bool DataScrubber, bool ScrubIPAddresses, JsonObject Settings, JsonObject EffectiveSettings)
{
    /// <summary>From what is stored.</summary>
    public static ApiProjectDetail Of(ProjectRow row, ProjectDetail detail)
    {
        var effective = SettingCatalog.Show(detail.Effective);
        return new(
            row.Id.ToString(), row.Slug, row.Name, ApiProjectRef.AnyPlatform, Words.Iso(row.CreatedAt), row.Active ? "active" : "disabled", true, true, ApiOrganization.Of(row.Organization),
            effective["allowedDomains"] is JsonArray domains ? [.. domains.Select(domain => domain!.GetValue<string>())] : ["*"], true, true, SettingCatalog.Show(detail.Own), effective);
    }
}
