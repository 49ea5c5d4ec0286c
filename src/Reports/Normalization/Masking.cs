using System.Buffers;

namespace Picket.Reports.Normalization;

/// <summary>Removes from texts what may be secret or personal: user info, query values, fragments, payloads, nonces, tokens in paths.</summary>
/// <remarks>
/// <c>https://user:pw@example.com/a?token=x&amp;y#z</c> becomes <c>https://example.com/a?token=*&amp;*</c>. The mask is one character, so
/// masking never lengthens a text and works in place; and masking a masked text changes nothing.
/// </remarks>
internal static class Masking
{
    /// <summary>Stands for what was there.</summary>
    public const char Sign = '*';

    private static readonly SearchValues<char> _textEnds = SearchValues.Create(" \t\r\n\f\v\u00A0\"<>");
    private static readonly SearchValues<char> _policyEnds = SearchValues.Create(" \t\r\n\f\v\u00A0\"<>;,");
    private static readonly SearchValues<char> _signs = SearchValues.Create(":/\\");
    private static readonly SearchValues<char> _slashes = SearchValues.Create("/\\");

    /// <summary>Without one of the other characters nothing is a URI, a query, an address or a number; dots alone could make a JWT.</summary>
    private static readonly SearchValues<char> _plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_- ");

    /// <summary>A masked copy of <paramref name="text"/>.</summary>
    public static string Of(string text, Mask mask, bool keepQueries = false)
    {
        var copy = text.ToCharArray();
        return copy.AsSpan(0, InPlace(copy, mask, keepQueries)).ToString();
    }

    /// <summary>Masks <paramref name="text"/> where it stands.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mask">What it is.</param>
    /// <param name="keepQueries">The values of queries stay.</param>
    /// <returns>Its new length, never more than before.</returns>
    public static int InPlace(Span<char> text, Mask mask, bool keepQueries = false) => mask switch
    {
        Mask.Uri => UriMask.InPlace(text, keepQueries),
        Mask.Text when IsPlain(text) => text.Length,
        Mask.Text when IsUriWithAuthority(text) => UriMask.InPlace(text, keepQueries),
        Mask.Text => Words(text, _textEnds, isPolicy: false, keepQueries),
        _ => Words(text, _policyEnds, isPolicy: true, keepQueries),
    };

    private static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(_plain) && text.IndexOf("eyJ") < 0;

    private static int Words(Span<char> text, SearchValues<char> ends, bool isPolicy, bool keepQueries)
    {
        int read = 0, written = 0;
        while (read < text.Length)
        {
            var end = text[read..].IndexOfAny(ends);
            var word = end < 0 ? text[read..] : text.Slice(read, end);
            var kept = isPolicy ? PolicyWord(word, keepQueries) : TextWord(word, keepQueries);
            word[..kept].CopyTo(text[written..]);
            read += word.Length;
            written += kept;
            if (end >= 0)
            {
                text[written++] = text[read++];
            }
        }

        return written;
    }

    private static int TextWord(Span<char> word, bool keepQueries)
    {
        if (IsUriLike(word))
        {
            return UriMask.InPlace(word, keepQueries);
        }

        if (!PathTokens.IsPersonal(word))
        {
            return word.Length;
        }

        word[0] = Sign;
        return 1;
    }

    private static int PolicyWord(Span<char> word, bool keepQueries)
    {
        var isQuoted = word.StartsWith("'");
        if (word[(isQuoted ? 1 : 0)..].StartsWith("nonce-", StringComparison.OrdinalIgnoreCase))
        {
            return Nonce(word, isQuoted);
        }

        if (IsUriLike(word) || word.Contains('?') || (word.Contains('@') && word.Contains(':')))
        {
            // Without its user info the rest may look like another kind of word.
            var kept = UriMask.InPlace(word, keepQueries);
            return kept < word.Length ? PolicyWord(word[..kept], keepQueries) : kept;
        }

        // What follows a semicolon in an unescaped query looks like name=value; no directive or source does.
        return !isQuoted && !keepQueries && word.Contains('=') ? UriMask.Parameters(word) : word.Length;
    }

    private static int Nonce(Span<char> word, bool isQuoted)
    {
        var start = (isQuoted ? 1 : 0) + "nonce-".Length;
        var isClosed = isQuoted && word.Length > start && word[^1] == '\'';
        if (word.Length - start - (isClosed ? 1 : 0) <= 0)
        {
            return word.Length;
        }

        word[start] = Sign;
        if (isClosed)
        {
            word[start + 1] = '\'';
        }

        return start + (isClosed ? 2 : 1);
    }

    /// <summary>A word that is or contains a URI: a scheme or slashes, at whatever place, or a query behind.</summary>
    private static bool IsUriLike(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            return false;
        }

        if (word[0] is '/' or '\\' || UriMask.HasPayload(word, out _))
        {
            return true;
        }

        for (var at = word.IndexOfAny(_signs); at >= 0;)
        {
            var behind = word[(at + 1)..];
            if ((!behind.IsEmpty && behind[0] is '/' or '\\') || (word[at] == ':' && EndsWithScheme(word[..at])))
            {
                return true;
            }

            var next = behind.IndexOfAny(_signs);
            at = next < 0 ? -1 : at + 1 + next;
        }

        var query = word.IndexOf('?');
        return query >= 0 && word[query..].Contains('=');
    }

    /// <summary>Browsers take <c>https:example.com</c> for what it means, and brackets or quotes may stand before it.</summary>
    private static bool EndsWithScheme(ReadOnlySpan<char> text) =>
        text.EndsWith("https", StringComparison.OrdinalIgnoreCase) || text.EndsWith("http", StringComparison.OrdinalIgnoreCase);

    /// <summary>The whole text is one URI such as <c>https://…</c>, though it may contain spaces that a URI must not have.</summary>
    private static bool IsUriWithAuthority(ReadOnlySpan<char> text)
    {
        var scheme = UriParts.SchemeLength(text);
        return scheme > 0 && text[(scheme + 1)..] is var rest && rest.Length >= 2 && _slashes.Contains(rest[0]) && _slashes.Contains(rest[1]);
    }
}
