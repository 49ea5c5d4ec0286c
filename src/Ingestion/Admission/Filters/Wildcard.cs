using System.IO.Enumeration;

namespace Picket.Ingestion.Admission.Filters;

/// <summary>Patterns over whole texts: <c>*</c> is any number of characters, <c>?</c> is one, case does not count.</summary>
internal static class Wildcard
{
    /// <summary>What is looked at of a text, so that a long one costs no more than a short one.</summary>
    private const int MaxTextLength = 1024;

    /// <summary>True where the pattern can be used.</summary>
    public static bool IsUsable(string? pattern) => pattern is { Length: > 0 and <= FilterSettings.MaxPatternLength };

    /// <summary>True where <paramref name="pattern"/> matches all of <paramref name="text"/>; an absent text is matched by nothing.</summary>
    public static bool Match(string pattern, string? text) =>
        text is not null && FileSystemName.MatchesSimpleExpression(pattern, text.AsSpan(0, Math.Min(text.Length, MaxTextLength)), ignoreCase: true);

    /// <summary>True where one of the patterns does.</summary>
    public static bool MatchAny(string[] patterns, string? text)
    {
        foreach (var pattern in patterns)
        {
            if (Match(pattern, text))
            {
                return true;
            }
        }

        return false;
    }
}
