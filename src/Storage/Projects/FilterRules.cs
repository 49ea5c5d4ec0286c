using System.Net;
using System.Text.Json;
using Picket.Ingestion.Admission.Filters;
using Picket.Reports.Noise;

namespace Picket.Storage.Projects;

/// <summary>What may be written as the <c>filters</c> of a project, see <c>docs/filters.md</c>. <see cref="StoredFilters"/> forgives what this does not let in.</summary>
internal static class FilterRules
{
    private const int MaxRuleTexts = 5;

    private static readonly Dictionary<string, Func<JsonElement, bool>> Members = new(StringComparer.Ordinal)
    {
        ["ignored_sources_defaults"] = SettingRules.Flag,
        ["ignored_sources"] = List(IsText),
        ["localhost"] = SettingRules.Flag,
        ["legacy_browsers"] = List(item => item.GetString() is "default" || LegacyBrowsers.Options.Contains(item.GetString()!)),
        ["web_crawlers"] = SettingRules.Flag,
        ["blocked_ips"] = List(item => IPAddress.TryParse(item.GetString(), out _) || IPNetwork.TryParse(item.GetString(), out _)),
        ["releases"] = List(IsText),
        ["error_messages"] = List(IsText),
        ["rules"] = value => IsList(value, IsRule),
        ["dropped_noise"] = List(item => NoiseClasses.Parse(item.GetString()!) is not null),
    };

    /// <summary>An object with these members and no others.</summary>
    public static bool IsValid(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member => Members.TryGetValue(member.Name, out var isValid) && isValid(member.Value));

    private static Func<JsonElement, bool> List(Func<JsonElement, bool> isValid) => value => IsList(value, item => IsText(item) && isValid(item));

    private static bool IsList(JsonElement value, Func<JsonElement, bool> isValid) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= FilterSettings.MaxPatterns && value.EnumerateArray().All(isValid);

    private static bool IsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= FilterSettings.MaxPatternLength } text && !text.Any(char.IsControl);

    private static bool IsRule(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Count() is > 0 and <= MaxRuleTexts
        && value.EnumerateObject().All(member => member.Name is "directive" or "blocked_uri" or "source_file" or "sample" or "document_uri" && IsText(member.Value));
}
