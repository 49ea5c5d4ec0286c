namespace Picket.Reports.UserAgents;

/// <summary>What sent a report.</summary>
/// <param name="Family">The browser: <c>Chrome</c>, also where it is a phone's, a channel or a web view. One of the few hundred names that uap-core's patterns give, whatever is asked.</param>
/// <param name="Major">Major version, 0 to 999; null where it is not told.</param>
/// <param name="Platform">The system: <c>Windows</c>, <c>macOS</c>, <c>Linux</c>, <c>Android</c>, <c>iOS</c>, <c>ChromeOS</c> and some dozens of rare ones.</param>
public sealed record ClientAgent(string Family, int? Major, string Platform)
{
    /// <summary>Stands for a family or platform that is not known.</summary>
    public const string UnknownName = "unknown";

    /// <summary>Nothing is known.</summary>
    public static ClientAgent Unknown { get; } = new(UnknownName, null, UnknownName);

    /// <summary>Family and major version such as <c>Chrome 156</c>, the family alone where the version is not told.</summary>
    public string Browser { get; } = BrowserNames.Of(Family, Major);

    /// <summary>The largest version that is believed.</summary>
    internal const int MaxMajor = 999;

    /// <summary>The number at the start of <paramref name="text"/>; null where there is none or it is no version.</summary>
    internal static int? MajorOf(ReadOnlySpan<char> text)
    {
        var major = 0;
        var length = 0;
        for (; length < text.Length && char.IsAsciiDigit(text[length]); length++)
        {
            major = Math.Min((major * 10) + (text[length] - '0'), MaxMajor + 1);
        }

        return length > 0 && major <= MaxMajor ? major : null;
    }
}
