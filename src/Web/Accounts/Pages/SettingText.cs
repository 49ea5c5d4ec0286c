using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Storage.Projects;

namespace Picket.Web.Accounts.Pages;

/// <summary>Settings as people write them: lists with commas, limits as <c>100/60</c> (reports in each window of so many seconds), filters as JSON, everything else as it is; empty for the default.</summary>
internal static class SettingText
{
    /// <summary>What is set; empty where nothing is.</summary>
    public static string Show(JsonObject stored, Setting setting) => stored[setting.Key] switch
    {
        null => "",
        JsonArray list => string.Join(", ", list.Select(item => item?.ToString())),
        JsonObject limit when limit.ContainsKey("window") => $"{limit["count"]}/{limit["window"]}",
        JsonObject json => json.ToJsonString(),
        var value => value.ToString(),
    };

    /// <summary>What holds where nothing is set.</summary>
    public static string Placeholder(JsonObject inherited, Setting setting) => inherited.ContainsKey(setting.Key) ? Show(inherited, setting) : setting.Default;

    /// <summary>How to write it.</summary>
    public static string Expects(Setting setting) => setting.Name == "rateLimit" ? "Write 100/60 for 100 reports in each window of 60 seconds." : $"Write {setting.Expects}.";

    /// <summary>What was written, as JSON for <see cref="SettingCatalog.Apply"/>.</summary>
    public static JsonElement Read(Setting setting, string text)
    {
        text = text.Trim();
        JsonNode? node = text.Length == 0 ? null
            : text.StartsWith('{') ? Parse(text)
            : setting.Default.StartsWith('[') ? new JsonArray([.. text.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => (JsonNode)item)])
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
}
