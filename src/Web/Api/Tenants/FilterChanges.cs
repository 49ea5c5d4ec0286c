using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Storage.Projects;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Tenants;

/// <summary>Changes of a project's filters, for API and pages.</summary>
internal sealed class FilterChanges(ProjectStore projects)
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "filters";

    /// <summary>The filters of what is set.</summary>
    public static JsonObject Of(JsonObject settings) => settings[Setting] is JsonObject stored ? (JsonObject)stored.DeepClone() : [];

    /// <summary>The project's settings with these filters; null where something in them is wrong, which <paramref name="errors"/> says.</summary>
    public static JsonObject? Apply(ProjectDetail before, JsonObject filters, out IReadOnlyDictionary<string, string> errors)
    {
        using var written = JsonDocument.Parse(filters.ToJsonString());
        return SettingCatalog.Apply(before.Own, new Dictionary<string, JsonElement> { [Setting] = written.RootElement }, out errors);
    }

    /// <summary>Saves settings.</summary>
    public Task<ChangeResult> SaveAsync(Actor actor, Access access, JsonObject settings, CancellationToken cancellation) =>
        projects.UpdateAsync(actor, access.Organization.Id, access.Project.Id, null, null, null, settings, cancellation);

    /// <summary>
    /// Takes away the filter that turned reports away for <paramref name="reason"/>; false where it has none that can be taken away as a whole: allowed domains and kinds of keys
    /// are no filters.
    /// </summary>
    public async Task<bool> UndoAsync(Actor actor, Access access, string reason, CancellationToken cancellation)
    {
        if (await projects.FindAsync(access.Project.Id, cancellation) is not { } before)
        {
            return false;
        }

        var filters = Of(before.Effective);
        return Undo(filters, reason) && Apply(before, filters, out _) is { } settings && await SaveAsync(actor, access, settings, cancellation) == ChangeResult.Done;
    }

    /// <summary>The same in what is stored; pure.</summary>
    public static bool Undo(JsonObject filters, string reason)
    {
        if (reason.StartsWith("noise-", StringComparison.Ordinal))
        {
            var kept = (filters["dropped_noise"] as JsonArray ?? []).Select(item => item!.ToString()).ToList();
            var isThere = kept.Remove(reason["noise-".Length..]);
            filters["dropped_noise"] = FilterSwitch.List(kept);
            return isThere;
        }

        if (reason == Ingestion.Outcomes.OutcomeReasons.CustomFilter)
        {
            return filters.Remove("rules");
        }

        if (FilterSwitch.All.FirstOrDefault(one => one.Id == reason) is not { } found || found.Switch(filters, false) is not { } off)
        {
            return false;
        }

        filters[found.Member] = off;
        if (reason == Ingestion.Outcomes.OutcomeReasons.IgnoredSource)
        {
            filters["ignored_sources_defaults"] = false;
        }

        return true;
    }
}
