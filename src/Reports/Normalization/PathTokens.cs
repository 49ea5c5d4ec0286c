using System.Buffers;

namespace Picket.Reports.Normalization;

/// <summary>Knows what in a path or text is a key, a person or a card rather than a name: long hex, UUIDs, base64url, JWTs, e-mail addresses, card numbers.</summary>
internal static class PathTokens
{
    /// <summary>The shortest of them is a card number, but for an address.</summary>
    public const int MinLength = 13;

    private const int MinHex = 16;
    private const int MinRandom = 20;
    private const int MaxCard = 19;
    private const int Uuid = 36;

    private static readonly SearchValues<char> _hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> _base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=~");
    private static readonly SearchValues<char> _jwt = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=.");
    private static readonly SearchValues<char> _letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> _inAddresses = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-+");

    /// <summary>Whether a segment of a path is to be masked. File names of static assets stay, hash and all: <c>app.3f2a9c.js</c>.</summary>
    public static bool IsSecret(ReadOnlySpan<char> segment) =>
        IsPersonal(segment) || (segment.Length >= MinHex && !IsAsset(segment) && (IsHex(segment) || IsUuid(segment) || IsRandom(segment)));

    /// <summary>Whether a word, wherever it stands, is an e-mail address, a JWT or a card number.</summary>
    public static bool IsPersonal(ReadOnlySpan<char> word) => IsAddress(word) || (word.Length >= MinLength && (IsJwt(word) || IsCard(word)));

    private static bool IsAddress(ReadOnlySpan<char> word)
    {
        var at = word.IndexOf('@');
        var behind = at + 1;
        if (at < 0)
        {
            at = word.IndexOf("%40");
            behind = at + 3;
        }

        if (at <= 0 || word[..at].ContainsAnyExcept(_inAddresses))
        {
            return false;
        }

        // vue@3.2.1 is a package: the last label of a domain has letters alone.
        var domain = word[behind..];
        var dot = domain.LastIndexOf('.');
        return dot > 0 && domain.Length - dot > 2 && !domain[(dot + 1)..].ContainsAnyExcept(_letters) && !domain.ContainsAnyExcept(_inAddresses);
    }

    private static bool IsJwt(ReadOnlySpan<char> word) => word.Length >= MinRandom && word.StartsWith("eyJ") && !word.ContainsAnyExcept(_jwt);

    private static bool IsCard(ReadOnlySpan<char> word)
    {
        int digits = 0, sum = 0;
        for (var i = word.Length - 1; i >= 0; i--)
        {
            if (word[i] is '-' or '+')
            {
                continue;
            }

            if (!char.IsAsciiDigit(word[i]) || digits == MaxCard)
            {
                return false;
            }

            var digit = (word[i] - '0') << (digits & 1);
            sum += digit > 9 ? digit - 9 : digit;
            digits++;
        }

        return digits >= MinLength && sum % 10 == 0;
    }

    private static bool IsHex(ReadOnlySpan<char> segment) => !segment.ContainsAnyExcept(_hex) && segment.ContainsAny(_digits) && segment.ContainsAnyExcept(_digits);

    private static bool IsUuid(ReadOnlySpan<char> segment) => segment.Length == Uuid && Guid.TryParse(segment, out _);

    /// <summary>Random text changes between lower case, upper case and digits all the time; words and slugs do not.</summary>
    private static bool IsRandom(ReadOnlySpan<char> segment)
    {
        if (segment.Length < MinRandom || segment.ContainsAnyExcept(_base64) || !segment.ContainsAny(_digits))
        {
            return false;
        }

        var turns = 0;
        for (var i = 1; i < segment.Length; i++)
        {
            turns += Class(segment[i]) is var now and > 0 && Class(segment[i - 1]) is var before and > 0 && now != before ? 1 : 0;
        }

        return turns * 4 >= segment.Length;
    }

    private static int Class(char c) => char.IsAsciiLetterLower(c) ? 1 : char.IsAsciiLetterUpper(c) ? 2 : char.IsAsciiDigit(c) ? 3 : 0;

    private static bool IsAsset(ReadOnlySpan<char> segment)
    {
        var dot = segment.LastIndexOf('.');
        Span<char> extension = stackalloc char[5];
        var length = dot > 0 && segment.Length - dot - 1 <= extension.Length ? segment[(dot + 1)..].ToLowerInvariant(extension) : 0;
        return extension[..length] is "js" or "mjs" or "cjs" or "css" or "map" or "wasm" or "png" or "jpg" or "jpeg" or "gif" or "svg" or "webp" or "avif" or "ico" or "woff"
            or "woff2" or "ttf" or "otf" or "eot" or "mp4" or "webm" or "mp3" or "ogg" or "html" or "htm" or "json";
    }
}
