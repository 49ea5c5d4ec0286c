namespace Picket.Web.Dashboard;

/// <summary>Limits in plain words: "at most 1,000 an hour".</summary>
internal static class LimitWords
{
    /// <summary>Windows that can be chosen, in seconds. Others can be set by the API, and stay as they are.</summary>
    private static readonly int[] Usual = [1, 10, 60, 600, 3600, 86400];

    /// <summary>What a limit lets pass.</summary>
    /// <param name="count">Reports.</param>
    /// <param name="window">In so many seconds.</param>
    public static string Of(long count, int window) => $"{Words.Number(count)} {Each(window)}";

    /// <summary>Windows for a choice, with what they are called: the usual ones, and <paramref name="window"/> where it is none of them.</summary>
    public static IEnumerable<(int Window, string Name)> Choices(int window) =>
        Usual.Append(window).Distinct().Order().Select(seconds => (seconds, Each(seconds)));

    /// <summary>A window of so many seconds: "an hour", "in 10 minutes".</summary>
    private static string Each(int window) => window switch
    {
        1 => "a second",
        60 => "a minute",
        3600 => "an hour",
        86400 => "a day",
        _ when window % 3600 == 0 => $"in {Words.Number(window / 3600)} hours",
        _ when window % 60 == 0 => $"in {Words.Number(window / 60)} minutes",
        _ => $"in {Words.Number(window)} seconds",
    };
}
