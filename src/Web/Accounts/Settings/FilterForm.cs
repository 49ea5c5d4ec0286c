using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Accounts.Settings;

/// <summary>The members of the setting <c>filters</c> as fields of a form. Which there are and what they may hold is decided where settings are checked, not here.</summary>
internal static class FilterForm
{
    /// <summary>Switches: member, whether it is on at first, name, meaning.</summary>
    public static IReadOnlyList<(string Member, bool Default, string Name, string Meaning)> Flags { get; } =
    [
        ("web_crawlers", true, "Web crawlers", "Reports of search engines and other crawlers, known by their user agents."),
        ("localhost", false, "Localhost", "Reports from the machine itself, and of pages on localhost, 127.0.0.1 or in files."),
        ("ignored_sources_defaults", false, "Sentry's list of ignored sources", "Addresses of extensions and injected scripts, as Sentry ignores them by default."),
    ];

    /// <summary>Lists, one entry a line: member, name, meaning.</summary>
    public static IReadOnlyList<(string Member, string Name, string Meaning)> Lists { get; } =
    [
        ("ignored_sources", "Ignored sources", "Blocked addresses or source files such as *.example.com, chrome-extension://* or file://*, one a line."),
        ("error_messages", "Titles", "Titles of issues, with * for any text, one a line."),
        ("releases", "Releases", "Such as 1.2.*, one a line."),
        ("blocked_ips", "Addresses of senders", "Addresses and networks such as 192.0.2.0/24, one a line. They are compared and never stored."),
    ];

    /// <summary>Lists to choose from, which have no field for what is not on offer.</summary>
    public const string LegacyBrowsers = "legacy_browsers";

    /// <summary>The rules, as JSON.</summary>
    public const string Rules = "rules";

    /// <summary>Classes of noise.</summary>
    public const string DroppedNoise = "dropped_noise";

    /// <summary>True where a switch is on.</summary>
    public static bool IsOn(JsonObject filters, string member, bool byDefault) => filters[member] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : byDefault;

    /// <summary>The entries of a list.</summary>
    public static IReadOnlyList<string> Texts(JsonObject filters, string member) => filters[member] is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "")] : [];

    /// <summary>The rules as they are written.</summary>
    public static string RulesText(JsonObject filters) =>
        filters[Rules] is JsonArray { Count: > 0 } rules ? string.Join('\n', rules.Select(rule => rule?.ToJsonString())) : "";

    /// <summary>What a form says, over what is stored: members that it has no field for stay.</summary>
    /// <param name="form">The form; its field <c>has</c> names the members it is about.</param>
    /// <param name="stored">The filters now.</param>
    public static JsonElement Read(IFormCollection form, JsonObject stored)
    {
        var filters = (JsonObject)stored.DeepClone();
        foreach (var member in form["has"].OfType<string>().Where(IsKnown).Distinct())
        {
            var lines = form[member].SelectMany(value => (value ?? "").Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
            if (member == Rules)
            {
                filters[member] = new JsonArray([.. lines.Select(Rule)]);
            }
            else if (Flags.Any(flag => flag.Member == member))
            {
                filters[member] = lines.Count > 0;
            }
            else
            {
                filters[member] = new JsonArray([.. lines.Distinct().Select(line => (JsonNode)line)]);
            }
        }

        return JsonSerializer.SerializeToElement(filters);
    }

    private static bool IsKnown(string member) =>
        member is Rules or LegacyBrowsers or DroppedNoise || Flags.Any(flag => flag.Member == member) || Lists.Any(list => list.Member == member);

    /// <summary>One rule a line; what is no JSON stays a text, which is then refused where settings are checked.</summary>
    private static JsonNode? Rule(string line)
    {
        try
        {
            return JsonNode.Parse(line.TrimEnd(','));
        }
        catch (JsonException)
        {
            return line;
        }
    }
}
