namespace Picket.Web.Api;

/// <summary>The names of organizations and projects in addresses.</summary>
internal static class Slug
{
    private const int MaxLength = 63;

    /// <summary>False for what no slug can be, so that it never reaches PostgreSQL.</summary>
    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
