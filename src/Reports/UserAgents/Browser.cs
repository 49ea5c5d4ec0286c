using System.Globalization;

namespace Picket.Reports.UserAgents;

/// <summary>Names the browser behind a user agent.</summary>
/// <remarks>Product tokens (<c>Name/1.2</c>) decide; where there are several, the most special one does: every Edge also says Chrome and Safari.</remarks>
public static class Browser
{
    /// <summary>What <see cref="Recognize"/> says where there is nothing to recognize.</summary>
    public const string Unknown = "unknown";

    private const int MaxMajor = 999;

    private static readonly string[] _names =
    [
        "", "Edge", "Opera", "Samsung Internet", "Yandex Browser", "Vivaldi", "UC Browser", "DuckDuckGo", "Huawei Browser", "Firefox", "Chrome",
        "Internet Explorer", "Android Browser", "Safari",
    ];

    /// <summary>Every answer ever given, by family and major version plus one: one instance each, so that counting by browser does not allocate.</summary>
    private static readonly string?[] _answers = new string?[_names.Length * (MaxMajor + 2)];

    /// <summary>In the order in which one outdoes the other.</summary>
    private enum Family
    {
        None,
        Edge,
        Opera,
        SamsungInternet,
        Yandex,
        Vivaldi,
        UC,
        DuckDuckGo,
        Huawei,
        Firefox,
        Chrome,
        InternetExplorer,
        AndroidBrowser,
        Safari,
    }

    /// <summary>
    /// Family and major version such as <c>Chrome 156</c>, the family alone where the version is not told; <c>unknown</c> where there is
    /// nothing to recognize. A browser's mobile variants are the same family. A few thousand different answers exist, whatever is asked.
    /// </summary>
    public static string Recognize(string? userAgent)
    {
        var text = userAgent.AsSpan();
        text = text[..Math.Min(text.Length, ReportLimits.MaxUserAgentLength)];
        var family = Family.None;
        int? major = null, version = null;
        for (var slash = text.IndexOf('/'); slash >= 0; slash = Next(text, slash))
        {
            var name = text[..slash];
            name = name[(name.LastIndexOfAny(" (;,") + 1)..];
            if (name is "Version")
            {
                version ??= Major(text[(slash + 1)..]);
            }
            else if (Product(name) is var product && product != Family.None && (family == Family.None || product < family))
            {
                family = product;
                major = Major(text[(slash + 1)..]);
            }
        }

        (family, major) = family switch
        {
            Family.Safari => (text.Contains("Android", StringComparison.Ordinal) ? Family.AndroidBrowser : Family.Safari, version),
            Family.Opera when version is not null && text.StartsWith("Opera/") => (family, version),
            Family.InternetExplorer => (family, After(text, "MSIE ") ?? After(text, "rv:")),
            Family.None when text.Contains("MSIE ", StringComparison.Ordinal) => (Family.InternetExplorer, After(text, "MSIE ")),
            // An app's web view on iOS does not say Safari; its engine has the version of the system.
            Family.None when text.Contains("like Mac OS X", StringComparison.Ordinal) => (Family.Safari, After(text, "OS ")),
            _ => (family, major),
        };

        return family == Family.None ? Unknown : Answer(family, major);
    }

    private static int Next(ReadOnlySpan<char> text, int slash)
    {
        var next = text[(slash + 1)..].IndexOf('/');
        return next < 0 ? -1 : slash + 1 + next;
    }

    private static Family Product(ReadOnlySpan<char> name) => name switch
    {
        "Edg" or "EdgA" or "EdgiOS" or "Edge" => Family.Edge,
        "OPR" or "OPT" or "OPiOS" or "OPX" or "Opera" or "Mini" => Family.Opera,
        "SamsungBrowser" => Family.SamsungInternet,
        "YaBrowser" => Family.Yandex,
        "Vivaldi" => Family.Vivaldi,
        "UCBrowser" => Family.UC,
        "DuckDuckGo" or "Ddg" => Family.DuckDuckGo,
        "HuaweiBrowser" => Family.Huawei,
        "Firefox" or "FxiOS" => Family.Firefox,
        "Chrome" or "CriOS" or "Chromium" or "HeadlessChrome" => Family.Chrome,
        "Trident" => Family.InternetExplorer,
        "Safari" => Family.Safari,
        _ => Family.None,
    };

    private static int? After(ReadOnlySpan<char> text, string mark)
    {
        var at = text.IndexOf(mark);
        return at < 0 ? null : Major(text[(at + mark.Length)..]);
    }

    private static int? Major(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major <= MaxMajor ? major : null;
    }

    private static string Answer(Family family, int? major)
    {
        ref var answer = ref _answers[((int)family * (MaxMajor + 2)) + (major ?? -1) + 1];
        return answer ??= major is null ? _names[(int)family] : string.Create(CultureInfo.InvariantCulture, $"{_names[(int)family]} {major}");
    }
}
