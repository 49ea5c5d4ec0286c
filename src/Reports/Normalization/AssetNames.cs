using System.Buffers;

namespace Picket.Reports.Normalization;

/// <summary>Folds what changes with every build out of a script's or style sheet's URI. Frozen: fingerprints depend on it.</summary>
internal static class AssetNames
{
    private const char Sign = '*';

    /// <summary>Shorter words are names.</summary>
    private const int MinHex = 6;

    private const int MinMixed = 8;

    private static readonly SearchValues<char> _ends = SearchValues.Create("?#");
    private static readonly SearchValues<char> _hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> _separators = SearchValues.Create("/.-_~");

    /// <summary><paramref name="uri"/> without its query, and with a <c>*</c> for each word of its path that looks like a hash: <c>https://a.example/app.3f2a9c.js</c> is <c>https://a.example/app.*.js</c>.</summary>
    public static string Fold(string uri)
    {
        var end = uri.AsSpan().IndexOfAny(_ends);
        var text = end < 0 ? uri.AsSpan() : uri.AsSpan(0, end);
        var path = PathStart(text);
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        text[..path].CopyTo(buffer);
        var written = path;
        for (var rest = text[path..]; !rest.IsEmpty;)
        {
            var length = rest.IndexOfAny(_separators);
            var word = length < 0 ? rest : rest[..length];
            if (IsHash(word))
            {
                buffer[written++] = Sign;
            }
            else
            {
                word.CopyTo(buffer.AsSpan(written));
                written += word.Length;
            }

            if (length >= 0)
            {
                buffer[written++] = rest[length];
            }

            rest = length < 0 ? default : rest[(length + 1)..];
        }

        var folded = buffer.AsSpan(0, written).SequenceEqual(uri) ? uri : buffer.AsSpan(0, written).ToString();
        ArrayPool<char>.Shared.Return(buffer);
        return folded;
    }

    /// <summary>Whether <paramref name="word"/> is what a build puts into a name: hex with a digit in it, or letters and digits that alternate.</summary>
    public static bool IsHash(ReadOnlySpan<char> word)
    {
        if (word.Length < MinHex || !word.ContainsAny(_digits))
        {
            return false;
        }

        if (!word.ContainsAnyExcept(_hex))
        {
            return true;
        }

        if (word.Length < MinMixed)
        {
            return false;
        }

        var turns = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(word[i]))
            {
                return false;
            }

            turns += i > 0 && char.IsAsciiDigit(word[i - 1]) && char.IsAsciiLetter(word[i]) ? 1 : 0;
        }

        // jquery3 and es2015 end with their digits.
        return turns > 0;
    }

    private static int PathStart(ReadOnlySpan<char> uri)
    {
        var authority = uri.IndexOf("//");
        var path = authority < 0 ? 0 : uri[(authority + 2)..].IndexOf('/');
        return authority < 0 ? 0 : path < 0 ? uri.Length : authority + 2 + path;
    }
}
