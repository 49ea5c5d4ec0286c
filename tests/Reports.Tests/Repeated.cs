using System.Globalization;
using System.Text.RegularExpressions;

namespace Picket.Reports.Tests;

/// <summary>Lets a table hold a long text in few characters.</summary>
internal static partial class Repeated
{
    /// <summary><c>{REPEAT:x:9}</c> becomes nine x.</summary>
    public static string Expand(string text) => Pattern().Replace(
        text,
        match => string.Concat(Enumerable.Repeat(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))));

    [GeneratedRegex(@"\{REPEAT:(.+?):(\d+)\}")]
    private static partial Regex Pattern();
}
