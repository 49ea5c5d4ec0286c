using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Storage.Projects;

namespace Picket.Web.Api.Tenants;

/// <summary>Settings in bodies of calls.</summary>
internal static class ApiSettings
{
    /// <summary>Reads every setting there is in <paramref name="body"/>; null where nothing changes. Call it before <see cref="ApiBody.Refusal"/>, which tells what is wrong.</summary>
    /// <param name="body">Sentry's <c>options</c> and settings by their names.</param>
    /// <param name="stored">What was set before.</param>
    public static JsonObject? Read(ApiBody body, JsonObject stored)
    {
        var changes = new Dictionary<string, JsonElement>();
        foreach (var setting in SettingCatalog.All)
        {
            if (body.Any(setting.Name) is { } value)
            {
                changes[setting.Name] = value;
            }
        }

        if (changes.Count == 0)
        {
            return null;
        }

        var settings = SettingCatalog.Apply(stored, changes, out var errors);
        foreach (var (name, message) in errors)
        {
            body.Refuse(name, message);
        }

        return settings;
    }

    /// <summary>What cannot be undone wants the name of what it is done to.</summary>
    public static void WantName(ApiBody body, string name)
    {
        if (body.Text("name", isRequired: true) is { } typed && typed != name)
        {
            body.Refuse("name", "This is not its name. Repeat the name of what is to be deleted.");
        }
    }
}
