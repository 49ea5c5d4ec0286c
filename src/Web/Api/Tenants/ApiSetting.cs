using Picket.Storage.Projects;

namespace Picket.Web.Api.Tenants;

/// <summary>What may be set, and what it means.</summary>
internal sealed record ApiSetting(string Name, string Default, string Expects, string Meaning)
{
    /// <summary>From the catalog.</summary>
    public static ApiSetting Of(Setting setting) => new(setting.Name, setting.Default, setting.Expects, setting.Meaning);
}
