namespace Picket.Reports.UserAgents;

/// <summary>
/// User-Agent Client Hints: what Chromium's children say of themselves where the user agent is frozen or borrowed. Never throws.
/// </summary>
/// <remarks>
/// <c>Sec-CH-UA-Mobile</c> is not asked for: a phone's browser is the same family here, and the platform is said by its own header.
/// </remarks>
public static class ClientHints
{
    /// <summary>
    /// Corrects <paramref name="agent"/> by the hints. Brands that are not known do not count: that is how made-up ones (GREASE) are passed over, and nobody
    /// invents a family. Chromium is no family either: whoever says no more than that is told by the user agent.
    /// </summary>
    /// <param name="agent">What the user agent says.</param>
    /// <param name="brands"><c>Sec-CH-UA</c> or <c>Sec-CH-UA-Full-Version-List</c>, a list of strings with a version each (RFC 8941 §3.1); null where not sent.</param>
    /// <param name="platform"><c>Sec-CH-UA-Platform</c>, a string; null where not sent.</param>
    /// <returns>The same instance where there is nothing to correct.</returns>
    public static ClientAgent Apply(ClientAgent agent, string? brands, string? platform)
    {
        var (family, major) = brands is not null && TryRead(brands, out var known, out var version) ? (known, version ?? agent.Major) : (agent.Family, agent.Major);
        var system = PlatformOf(platform.AsSpan().Trim().Trim('"')) ?? agent.Platform;
        return family == agent.Family && major == agent.Major && system == agent.Platform ? agent : new(family, major, system);
    }

    /// <summary>The first brand of the list that is a family.</summary>
    private static bool TryRead(ReadOnlySpan<char> list, out string family, out int? major)
    {
        (family, major) = ("", null);
        while (list.IndexOf('"') is >= 0 and var open)
        {
            list = list[(open + 1)..];
            var end = StringEnd(list);
            var name = list[..end];
            list = list[Math.Min(end + 1, list.Length)..];
            // Parameters run to the comma; a version is a string, and no known browser's has a comma in it.
            var comma = list.IndexOf(',');
            var parameters = comma < 0 ? list : list[..comma];
            list = comma < 0 ? [] : list[(comma + 1)..];
            if (FamilyOf(name) is { } known)
            {
                var version = parameters.IndexOf("v=\"");
                (family, major) = (known, version < 0 ? null : ClientAgent.MajorOf(parameters[(version + 3)..]));
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a string ends; a backslash takes its next character's meaning away.</summary>
    private static int StringEnd(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return text.Length;
    }

    private static string? FamilyOf(ReadOnlySpan<char> brand) => brand switch
    {
        "Google Chrome" or "HeadlessChrome" or "Android WebView" => "Chrome",
        "Microsoft Edge" or "Microsoft Edge WebView2" => "Edge",
        "Opera" or "Opera GX" or "OperaMobile" => "Opera",
        "Brave" => "Brave",
        "Vivaldi" => "Vivaldi",
        "YaBrowser" or "Yandex" => "Yandex Browser",
        "Samsung Internet" => "Samsung Internet",
        "DuckDuckGo" => "DuckDuckGo",
        "Whale" => "Whale",
        "HuaweiBrowser" => "Huawei Browser",
        _ => null,
    };

    private static string? PlatformOf(ReadOnlySpan<char> platform) => platform switch
    {
        "Windows" => "Windows",
        "macOS" or "Mac OS X" => "macOS",
        "Linux" => "Linux",
        "Android" => "Android",
        "iOS" => "iOS",
        "Chrome OS" or "ChromeOS" or "Chromium OS" => "ChromeOS",
        "Fuchsia" => "Fuchsia",
        _ => null,
    };
}
