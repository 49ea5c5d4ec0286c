namespace Picket.Reports.UserAgents;

/// <summary>Tells browser and system from a user agent, by uap-core's patterns. Takes tens of microseconds; keep what it says. Thread-safe.</summary>
public static class UserAgentReader
{
    private static readonly Lazy<(PatternTable Browsers, PatternTable Systems)> _tables = new(Load);

    /// <summary>Reads a user agent as sent; what stands behind <see cref="ReportLimits.MaxUserAgentLength"/> is not read.</summary>
    public static ClientAgent Read(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return ClientAgent.Unknown;
        }

        var text = userAgent.Length <= ReportLimits.MaxUserAgentLength ? userAgent : userAgent[..ReportLimits.MaxUserAgentLength];
        var (browsers, systems) = _tables.Value;
        browsers.TryMatch(text, out var family, out var major);
        systems.TryMatch(text, out var platform, out _);
        return new(family, major, platform);
    }

    private static (PatternTable Browsers, PatternTable Systems) Load()
    {
        var (browsers, systems) = (new PatternTable(), new PatternTable());
        using var file = new StreamReader(typeof(UserAgentReader).Assembly.GetManifestResourceStream("patterns.tsv")!);
        while (file.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                var fields = line.Split('\t');
                (fields[0] == "browser" ? browsers : systems).Add(fields.AsSpan(1));
            }
        }

        return (browsers, systems);
    }
}
