namespace Picket.Storage.Search;

/// <summary>A text to compare with.</summary>
/// <param name="Text">The whole value, letter by letter; with wildcards, <c>*</c> stands for any text.</param>
/// <param name="HasWildcards">Whether <c>*</c> is more than a character.</param>
public readonly record struct TextPattern(string Text, bool HasWildcards = false)
{
    /// <summary>For SQL's <c>like</c>, whose own signs are plain characters here.</summary>
    internal string ToLike()
    {
        var escaped = Text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        return HasWildcards ? escaped.Replace('*', '%') : escaped;
    }
}
