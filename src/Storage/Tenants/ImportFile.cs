using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Storage.Projects;

namespace Picket.Storage.Tenants;

/// <summary>
/// Reads what Sentry's and GlitchTip's API answer for projects and for keys, in any number of documents: a project is what has a slug and a number, a key is what has a
/// public key. A key says whose it is by <c>projectId</c>, by the last part of its DSN, or by being inside its project's <c>keys</c>.
/// </summary>
public static class ImportFile
{
    private const int MaxDepth = 32;

    /// <summary>Reads all <paramref name="documents"/>.</summary>
    /// <param name="documents">JSON texts.</param>
    /// <param name="problems">What could not be taken over, each in one sentence.</param>
    public static IReadOnlyList<ImportedProject> Read(IEnumerable<string> documents, out IReadOnlyList<string> problems)
    {
        var wrong = new List<string>();
        var projects = new SortedDictionary<long, (string Slug, string Name, JsonObject Settings)>();
        var keys = new List<(long? Project, NewKey Key)>();
        foreach (var text in documents)
        {
            try
            {
                using var document = JsonDocument.Parse(text, new() { MaxDepth = MaxDepth });
                ReadAny(document.RootElement, null, projects, keys, wrong);
            }
            catch (JsonException e)
            {
                wrong.Add($"A document is no JSON: {e.Message}");
            }
        }

        foreach (var (project, key) in keys.Where(key => key.Project is not { } id || !projects.ContainsKey(id)))
        {
            wrong.Add($"The key {key.Label} belongs to project {project?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}, which is in none of the documents.");
        }

        problems = wrong;
        return
        [
            .. projects.Select(project => new ImportedProject(
                new(project.Key), project.Value.Slug, project.Value.Name, project.Value.Settings, [.. keys.Where(key => key.Project == project.Key).Select(key => key.Key).DistinctBy(key => key.Key)])),
        ];
    }

    private static void ReadAny(
        JsonElement value, long? inside, SortedDictionary<long, (string Slug, string Name, JsonObject Settings)> projects, List<(long? Project, NewKey Key)> keys, List<string> wrong)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                ReadAny(item, inside, projects, keys, wrong);
            }
        }
        else if (value.ValueKind != JsonValueKind.Object)
        {
            wrong.Add("Something is neither a project nor a key.");
        }
        else if (Text(value, "public") is { } publicKey)
        {
            ReadKey(value, publicKey, inside, keys, wrong);
        }
        else if (Number(value, "id") is { } id && Text(value, "slug") is { } slug)
        {
            projects[id] = (slug, Text(value, "name") ?? slug, Settings(value, slug, wrong));
            if (value.TryGetProperty("keys", out var own))
            {
                ReadAny(own, id, projects, keys, wrong);
            }
        }
        else
        {
            wrong.Add("Something is neither a project (id, slug) nor a key (public).");
        }
    }

    private static void ReadKey(JsonElement value, string publicKey, long? inside, List<(long? Project, NewKey Key)> keys, List<string> wrong)
    {
        if (!ProjectKey.TryParse(publicKey.Replace("-", "", StringComparison.Ordinal), out var key))
        {
            wrong.Add($"The key {Text(value, "label") ?? "without a label"} is not 32 hex digits.");
            return;
        }

        var label = Text(value, "label") ?? Text(value, "name") ?? "Default";
        var isActive = !value.TryGetProperty("isActive", out var active) || active.ValueKind != JsonValueKind.False;
        keys.Add((Number(value, "projectId") ?? Number(value, "projectID") ?? ProjectOfDsn(value) ?? inside, new(label[..Math.Min(label.Length, 64)], key, isActive, Limit(value))));
    }

    private static JsonObject Settings(JsonElement project, string slug, List<string> wrong)
    {
        var settings = new JsonObject { ["grouping"] = "sentry" };
        if (project.TryGetProperty("allowedDomains", out var domains) && domains.ValueKind == JsonValueKind.Array)
        {
            if (SettingCatalog.Apply(settings, new Dictionary<string, JsonElement> { ["allowedDomains"] = domains }, out var errors) is { } applied)
            {
                return applied;
            }

            wrong.Add($"The allowed domains of {slug} are left out: {errors.Values.First()}");
        }

        return settings;
    }

    private static RateLimit? Limit(JsonElement key) =>
        key.TryGetProperty("rateLimit", out var limit) && limit.ValueKind == JsonValueKind.Object
        && Number(limit, "count") is { } count and >= 0 and <= int.MaxValue && Number(limit, "window") is { } window and >= 1 and <= 86_400
            ? new((int)count, TimeSpan.FromSeconds(window))
            : null;

    private static long? ProjectOfDsn(JsonElement key) =>
        key.TryGetProperty("dsn", out var dsn) && (dsn.ValueKind == JsonValueKind.Object ? Text(dsn, "public") : dsn.ValueKind == JsonValueKind.String ? dsn.GetString() : null) is { } uri
        && long.TryParse(uri[(uri.LastIndexOf('/') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 and <= 200 } found && !found.Any(char.IsControl) ? found : null;

    /// <summary>Sentry writes numbers as texts, GlitchTip as either.</summary>
    private static long? Number(JsonElement value, string name) =>
        value.TryGetProperty(name, out var number)
            ? number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var whole) ? whole
            : number.ValueKind == JsonValueKind.String && long.TryParse(number.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed
            : null
            : null;
}
