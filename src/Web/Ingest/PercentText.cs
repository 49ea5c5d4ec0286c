using System.Buffers;
using System.Globalization;
using System.Text;

namespace Picket.Web.Ingest;

/// <summary>Decodes the text of queries and forms. Bad escapes stay as they are; nothing throws.</summary>
internal static class PercentText
{
    private const int StackBytes = 1024;
    private static readonly SearchValues<char> Encoded = SearchValues.Create("%+");

    /// <summary>
    /// At most <paramref name="maxLength"/> UTF-16 code units of <paramref name="text"/>, decoded, without control characters or halves of surrogate pairs;
    /// null where nothing is left.
    /// </summary>
    public static string? Decode(ReadOnlySpan<char> text, int maxLength)
    {
        // Twelve characters (%F0%9F%98%80) can stand for one code point; what is longer than that would be cut anyway.
        text = text[..Math.Min(text.Length, maxLength * 12)];
        if (!text.ContainsAny(Encoded))
        {
            return Clean(text, maxLength);
        }

        var needed = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = needed > StackBytes ? ArrayPool<byte>.Shared.Rent(needed) : null;
        try
        {
            Span<byte> bytes = rented ?? stackalloc byte[StackBytes];
            var length = DecodeInPlace(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
            return Clean(Encoding.UTF8.GetString(bytes[..length]), maxLength);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Replaces escapes in <paramref name="text"/> and returns how long it is now.</summary>
    public static int DecodeInPlace(Span<byte> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (value == '%' && i + 2 < text.Length
                && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                value = escaped;
                i += 2;
            }
            else if (value == '+')
            {
                value = (byte)' ';
            }

            text[length++] = value;
        }

        return length;
    }

    private static string? Clean(ReadOnlySpan<char> text, int maxLength)
    {
        text = text.Trim();
        text = text[..Math.Min(text.Length, maxLength)];
        if (text.IsEmpty)
        {
            return null;
        }

        return text.IndexOfAnyExceptInRange(' ', '~') < 0
            ? text.ToString()
            : string.Create(text.Length, text, static (target, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    var pair = i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]);
                    target[i] = pair || !(char.IsControl(source[i]) || char.IsSurrogate(source[i])) ? source[i] : '\uFFFD';
                    if (pair)
                    {
                        target[++i] = source[i];
                    }
                }
            });
    }
}
