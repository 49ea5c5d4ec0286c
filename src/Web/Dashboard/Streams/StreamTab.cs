namespace Picket.Web.Dashboard.Streams;

/// <summary>The tabs of a stream, by the words of its address.</summary>
public static class StreamTab
{
    /// <summary>What somebody has to look at.</summary>
    public const string Open = "unresolved";

    /// <summary>What sites do not cause.</summary>
    public const string Noise = "noise";

    /// <summary>What was mended.</summary>
    public const string Resolved = "resolved";

    /// <summary>What nobody wants to hear of.</summary>
    public const string Ignored = "ignored";

    /// <summary>Reports that say nothing is wrong.</summary>
    public const string Quiet = "quiet";

    /// <summary>Everything.</summary>
    public const string All = "all";

    /// <summary>All of them with what they are called and what they hold, in the order they are shown in.</summary>
    public static IReadOnlyList<(string Tab, string Name, string Meaning)> Names { get; } =
    [
        (Open, "Open", "What somebody has to look at"),
        (Noise, "Noise", "What the site did not cause"),
        (Resolved, "Resolved", "What was mended; it opens again when it comes back"),
        (Ignored, "Ignored", "What nobody wants to hear of"),
        (Quiet, "Informational", "Reports that say nothing is wrong, and types that Picket does not know"),
        (All, "All", "All of these"),
    ];

    /// <summary>The tab of an address; open ones where it says none or something else.</summary>
    public static string Of(string? text) => Names.FirstOrDefault(name => name.Tab == text).Tab ?? Open;
}
