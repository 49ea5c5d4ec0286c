using System.Text.Json;
using Picket.Ingestion.Admission.Filters;
using Picket.Reports.Noise;

namespace Picket.Storage.Projects;

/// <summary>The <c>filters</c> of a project's settings, as <c>docs/filters.md</c> lists them. What is absent, unknown or of a wrong type has its default; what is right beside it holds.</summary>
internal static class StoredFilters
{
    /// <summary>Reads them.</summary>
    public static FilterSettings Read(JsonElement json)
    {
        var defaults = new FilterSettings();
        return new()
        {
            IgnoreDefaultSources = Flag(json, "ignored_sources_defaults") ?? defaults.IgnoreDefaultSources,
            IgnoredSources = Texts(json, "ignored_sources"),
            Localhost = Flag(json, "localhost") ?? defaults.Localhost,
            LegacyBrowsers = Texts(json, "legacy_browsers"),
            WebCrawlers = Flag(json, "web_crawlers") ?? defaults.WebCrawlers,
            BlockedIps = Texts(json, "blocked_ips"),
            Releases = Texts(json, "releases"),
            ErrorMessages = Texts(json, "error_messages"),
            Rules = [.. Items(json, "rules").Where(item => item.ValueKind == JsonValueKind.Object).Select(Rule)],
            DroppedNoise = [.. Texts(json, "dropped_noise").Select(NoiseClasses.Parse).OfType<NoiseClass>()],
        };
    }

    private static FilterRule Rule(JsonElement json) => new()
    {
        Directive = Text(json, "directive"),
        BlockedUri = Text(json, "blocked_uri"),
        SourceFile = Text(json, "source_file"),
        Sample = Text(json, "sample"),
        DocumentUri = Text(json, "document_uri"),
    };

    private static bool? Flag(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string[] Texts(JsonElement json, string name) =>
        [.. Items(json, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Take(FilterSettings.MaxPatterns) : [];

    private static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;
}
