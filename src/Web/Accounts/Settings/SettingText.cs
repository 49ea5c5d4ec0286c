using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Picket.Storage.Projects;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts.Settings;

/// <summary>
/// Settings as people write them: lists with commas or one a line, limits as <c>100/60</c> (reports in each window of so many seconds), filters as JSON, everything else as it is;
/// empty for the default. What a field looks like follows from what the catalog says of its setting.
/// </summary>
internal static partial class SettingText
{
    /// <summary>What is set; empty where nothing is.</summary>
    public static string Show(JsonObject stored, Setting setting) => stored[setting.Key] switch
    {
        null => "",
        JsonArray list => list.All(item => item is JsonValue) ? string.Join(", ", list.Select(item => item?.ToString())) : list.ToJsonString(),
        JsonObject limit when limit.ContainsKey("window") => $"{limit["count"]}/{limit["window"]}",
        JsonObject json => json.ToJsonString(),
        var value => value.ToString(),
    };

    /// <summary>What holds where nothing is set.</summary>
    public static string Placeholder(JsonObject inherited, Setting setting) => inherited.ContainsKey(setting.Key) ? Show(inherited, setting) : IsList(setting) ? Show(new() { [setting.Key] = JsonNode.Parse(setting.Default) }, setting) : setting.Default;

    /// <summary>The same in words.</summary>
    public static string Otherwise(JsonObject inherited, Setting setting) => IsWindow(setting) && inherited[setting.Key] is JsonObject limit
        ? LimitWords.Of((long?)limit["count"] ?? 0, (int?)limit["window"] ?? 60)
        : Placeholder(inherited, setting).Trim('"') switch
        {
            "true" => "yes",
            "false" => "no",
            "*" => "* (all)",
            "" or "none" => "none",
            var text => text,
        };

    /// <summary>The name of a setting in plain words: <c>newIssuesPerHour</c> is "New issues per hour".</summary>
    public static string Name(Setting setting)
    {
        var words = Capital().Replace(setting.Name, match => " " + char.ToLowerInvariant(match.Value[0]));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>True for a limit: a count and its window.</summary>
    public static bool IsWindow(Setting setting) => setting.Expects.StartsWith("{\"count\"", StringComparison.Ordinal);

    /// <summary>True for yes or no.</summary>
    public static bool IsFlag(Setting setting) => setting.Default is "true" or "false";

    /// <summary>True for a list.</summary>
    public static bool IsList(Setting setting) => setting.Default.StartsWith('[');

    /// <summary>The words that may be chosen from; none where it is no choice.</summary>
    public static IReadOnlyList<string> Choices(Setting setting) =>
        setting.Default.StartsWith('"') ? [.. QuotedWord().Matches(setting.Expects).Select(match => match.Groups[1].Value)] : [];

    /// <summary>Settings of a form; what is wrong is said. Settings that the form does not have stay as they are.</summary>
    public static JsonObject? ReadForm(IFormCollection form, JsonObject stored, out string? error)
    {
        var wanted = new Dictionary<string, JsonElement>();
        foreach (var setting in SettingCatalog.All)
        {
            if (form.ContainsKey(setting.Name))
            {
                wanted[setting.Name] = Read(setting, form[setting.Name].ToString());
            }
            else if (form.ContainsKey($"{setting.Name}.count"))
            {
                var (count, window) = (form[$"{setting.Name}.count"].ToString().Trim(), form[$"{setting.Name}.window"].ToString().Trim());
                wanted[setting.Name] = Read(setting, count.Length == 0 ? "" : $"{count}/{window}");
            }
        }

        var settings = SettingCatalog.Apply(stored, wanted, out var errors);
        error = errors.Count == 0 ? null : string.Join(' ', errors.Select(one => $"{Name(SettingCatalog.Find(one.Key)!)}: {one.Value}"));
        return settings;
    }

    /// <summary>What was written, as JSON for <see cref="SettingCatalog.Apply"/>.</summary>
    public static JsonElement Read(Setting setting, string text)
    {
        text = text.Trim();
        JsonNode? node = text.Length == 0 ? null
            : text[0] is '{' or '[' ? Parse(text)
            : IsList(setting) ? new JsonArray([.. text.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => (JsonNode)item)])
            : text.Split('/') is [var count, var window] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var reports)
                && int.TryParse(window, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? new JsonObject { ["count"] = reports, ["window"] = seconds }
            : bool.TryParse(text, out var flag) ? flag
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : text;
        return JsonSerializer.SerializeToElement(node);
    }

    private static JsonNode Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text)!;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();

    [GeneratedRegex("\"([a-z-]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedWord();
}
