using System.Collections.Frozen;
using System.Globalization;

namespace Picket.Ingestion.Admission.Filters;

/// <summary>Sentry's filter of old browsers, by its option ids.</summary>
public static class LegacyBrowsers
{
    private const string Explorer = "Internet Explorer";
    private const string OperaMini = "Opera Mini";
    private const string Android = "Android Browser";

    /// <summary>Family, and the first and last major version that an option turns away.</summary>
    private static readonly FrozenDictionary<string, (string Family, int First, int Last)> _options =
        new Dictionary<string, (string, int, int)>
        {
            ["ie_pre_9"] = (Explorer, 0, 8),
            ["ie9"] = (Explorer, 9, 9),
            ["ie10"] = (Explorer, 10, 10),
            ["ie11"] = (Explorer, 11, 11),
            ["opera_pre_15"] = ("Opera", 0, 14),
            ["opera_mini_pre_8"] = (OperaMini, 0, 7),
            ["android_pre_4"] = (Android, 0, 3),
            ["safari_pre_6"] = ("Safari", 0, 5),
            ["edge_pre_79"] = ("Edge", 0, 78),
            ["ie"] = (Explorer, 0, 11),
            ["edge"] = ("Edge", 0, 110),
            ["safari"] = ("Safari", 0, 15),
            ["firefox"] = ("Firefox", 0, 110),
            ["chrome"] = ("Chrome", 0, 110),
            ["opera"] = ("Opera", 0, 99),
            ["android"] = (Android, 0, 3),
            ["opera_mini"] = (OperaMini, 0, 34),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] _classic = ["ie_pre_9", "ie9", "safari_pre_6", "opera_pre_15", "android_pre_4", "opera_mini_pre_8"];

    /// <summary>All option ids but <c>default</c>, which stands for the classic ones.</summary>
    public static IReadOnlyCollection<string> Options => _options.Keys;

    /// <summary>True where an option turns the browser away.</summary>
    /// <param name="options">Ids; unknown ones match nothing.</param>
    /// <param name="browser">Family and major version, such as <c>Safari 5</c>.</param>
    /// <param name="userAgent">Where Opera Mini says its own version.</param>
    public static bool Match(IReadOnlyList<string> options, string browser, string? userAgent)
    {
        var space = browser.LastIndexOf(' ');
        var (family, version) = MiniVersion(userAgent) is { } mini ? (OperaMini, mini)
            : int.TryParse(browser.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var major) && space > 0 ? (browser[..space], major)
            : ("", 0);
        return options.Any(option => option == "default" ? _classic.Any(Matches) : Matches(option));

        bool Matches(string option) => _options.TryGetValue(option, out var row) && row.Family == family && version >= row.First && version <= row.Last;
    }

    private static int? MiniVersion(string? userAgent)
    {
        var at = userAgent?.IndexOf(OperaMini + "/", StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return null;
        }

        var digits = userAgent.AsSpan(at + OperaMini.Length + 1);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
