using System.Text.Json;
using System.Text.Json.Nodes;

namespace Picket.Storage.Projects;

/// <summary>
/// Every setting there is: the one place that says what may be written and what it means. API, pages and documentation are made from it, and what it lets pass
/// <see cref="StoredSettings"/> reads. A project's own value wins over its organization's; what neither has set is the installation's.
/// </summary>
public static class SettingCatalog
{
    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("allowedDomains", "allowed_domains", "[\"*\"]", "at most 200 domains such as \"example.com\", \"*.example.com\" or \"*\"",
            "Pages whose reports are taken. An empty list refuses all reports that say where they come from.", SettingRules.List(SettingRules.IsDomain)),
        new("rateLimit", "rate_limit", "none", "{\"count\": 0 or more, \"window\": 1 to 86400 seconds}",
            "Reports that all keys together may send in each window; more are answered 429.", SettingRules.Window),
        new("newIssuesPerHour", "new_issues_per_hour", "1000", "a whole number from -1 (no budget) to 1000000",
            "New issues an hour; reports beyond it count in the project's \"other\" issue.", SettingRules.Whole(-1, 1_000_000)),
        new("grouping", "grouping", "\"picket\"", "\"picket\" or \"sentry\"",
            "What one issue is: picket tells inline code, eval and Trusted Types apart by sample or file; sentry does as Sentry does.", SettingRules.OneOf("picket", "sentry")),
        new("keepQueries", "keep_queries", "false", "true or false", "Keeps the values of queries in addresses, which are masked otherwise.", SettingRules.Flag),
        new("sampleRate", "sample_rate", "1", "a number from 0.0001 to 1",
            "The part of the reports that is counted; the others are left out. Each that counts stands for them, so with less than 1 every count is an estimate.", SettingRules.Number(0.0001, 1)),
        new("sampleDays", "sample_days", "30", "a whole number from 1 to 3650", "Days that whole reports (samples) are kept.", SettingRules.Whole(1, 3650)),
        new("hourDays", "hour_days", "400", "a whole number from 1 to 3650",
            "Days that counts by hour are kept; an issue leaves when it was not seen for as long.", SettingRules.Whole(1, 3650)),
        new("spikeProtection", "spike_protection", "true", "true or false",
            "Refuses what comes in an hour above ten times the usual, where the organization has a quota for the month.", SettingRules.Flag),
        new("filters", "filters", "{\"web_crawlers\": true}", "an object with the names and values of docs/filters.md",
            "What is turned away at the door rather than counted.", FilterRules.IsValid),
    ];

    /// <summary>Writes <paramref name="changes"/> into <paramref name="stored"/>; null takes a value away, so that the default holds again.</summary>
    /// <param name="stored">What is stored; it is not changed.</param>
    /// <param name="changes">New values by their names in the API.</param>
    /// <param name="errors">Else: what is wrong, by name. All of it.</param>
    /// <returns>What to store; null where something is wrong.</returns>
    public static JsonObject? Apply(JsonObject stored, IReadOnlyDictionary<string, JsonElement> changes, out IReadOnlyDictionary<string, string> errors)
    {
        var wrong = new Dictionary<string, string>();
        var result = (JsonObject)stored.DeepClone();
        foreach (var (name, value) in changes)
        {
            if (Find(name) is not { } setting)
            {
                wrong[name] = "There is no such setting.";
            }
            else if (value.ValueKind == JsonValueKind.Null)
            {
                result.Remove(setting.Key);
            }
            else if (!setting.IsValid(value))
            {
                wrong[name] = $"Expected {setting.Expects}.";
            }
            else
            {
                result[setting.Key] = JsonNode.Parse(value.GetRawText());
            }
        }

        errors = wrong;
        return wrong.Count == 0 ? result : null;
    }

    /// <summary>What is stored, by names of the API. What this version does not know is left out.</summary>
    public static JsonObject Show(JsonObject stored)
    {
        var result = new JsonObject();
        foreach (var setting in All)
        {
            if (stored.TryGetPropertyValue(setting.Key, out var value) && value is not null)
            {
                result[setting.Name] = value.DeepClone();
            }
        }

        return result;
    }

    /// <summary>The setting of that name in the API; null where there is none.</summary>
    public static Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);
}
