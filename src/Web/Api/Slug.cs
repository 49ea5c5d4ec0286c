namespace Picket.Web.Api;

/// <summary>The names of organizations and projects in addresses.</summary>
public static class Slug
{
    private const int MaxLength = 63;

    /// <summary>False for what no slug can be, so that it never reaches PostgreSQL.</summary>
    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>True for what a new slug may be: a hyphen in front, or a number, which could mean something else in its place, is none.</summary>
    public static bool IsGood(string text) => IsValid(text) && text[0] != '-' && !text.All(char.IsAsciiDigit);

    /// <summary>A slug for something of that name.</summary>
    public static string From(string name)
    {
        var words = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : ' ');
        var slug = string.Join('-', string.Concat(words).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        slug = slug[..Math.Min(slug.Length, MaxLength)].TrimEnd('-');
        return slug.Length == 0 || slug.All(char.IsAsciiDigit) ? $"x-{slug}".TrimEnd('-') : slug;
    }
}
