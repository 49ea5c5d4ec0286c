using System.Text.Json;

namespace Picket.Storage.Projects;

/// <summary>What values of settings look like.</summary>
internal static class SettingRules
{
    private const int MaxItems = 200;

    public static bool Flag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    public static Func<JsonElement, bool> Whole(int least, int most) => value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most;

    public static Func<JsonElement, bool> Number(double least, double most) => value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most;

    public static Func<JsonElement, bool> OneOf(params string[] words) => value => value.ValueKind == JsonValueKind.String && words.Contains(value.GetString());

    /// <summary>A list of distinct short texts, each of which <paramref name="isValid"/>.</summary>
    public static Func<JsonElement, bool> List(Func<string, bool> isValid) => value =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MaxItems
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= 200 } text && !text.Any(char.IsControl) && isValid(text));

    /// <summary>Sentry's pattern of a domain.</summary>
    public static bool IsDomain(string text)
    {
        if (text == "*")
        {
            return true;
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text[..scheme] is "http" or "https" ? text[(scheme + 3)..] : "";
        rest = rest.StartsWith("*.", StringComparison.Ordinal) ? rest[2..] : rest;
        var colon = rest.LastIndexOf(':');
        if (colon >= 0 && !(ushort.TryParse(rest.AsSpan(colon + 1), out var port) && port > 0))
        {
            return false;
        }

        return Uri.CheckHostName(colon < 0 ? rest : rest[..colon]) != UriHostNameType.Unknown;
    }

    /// <summary><c>{"count": …, "window": …}</c>.</summary>
    public static bool Window(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Count() == 2
        && value.TryGetProperty("count", out var count) && Whole(0, int.MaxValue)(count)
        && value.TryGetProperty("window", out var window) && Whole(1, 86_400)(window);
}
