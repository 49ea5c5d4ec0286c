using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Picket.Reports.Formats;

/// <summary>Reads the content of JSON strings into UTF-16, whatever a hostile sender put there.</summary>
/// <remarks>The framework's own reader throws on invalid UTF-8 and lone surrogates. Here they, and U+0000, become U+FFFD.</remarks>
internal static class JsonText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Decodes as much as fits into <paramref name="destination"/> and never cuts a surrogate pair.</summary>
    /// <param name="utf8">What stands between the quotes of a string that the JSON reader has accepted.</param>
    /// <param name="escaped">Whether it contains backslash escapes.</param>
    /// <param name="destination">Its length is the bound.</param>
    /// <returns>The number of UTF-16 code units written.</returns>
    public static int Decode(ReadOnlySpan<byte> utf8, bool escaped, Span<char> destination)
    {
        if (!escaped)
        {
            Transcode(utf8, destination, out var all);
            return all;
        }

        var written = 0;
        while (true)
        {
            var slash = utf8.IndexOf((byte)'\\');
            var fits = Transcode(slash < 0 ? utf8 : utf8[..slash], destination[written..], out var plain);
            written += plain;
            if (slash < 0 || !fits)
            {
                return written;
            }

            utf8 = utf8[(slash + 1)..];
            if (!TryUnescape(ref utf8, destination[written..], out var unescaped))
            {
                return written;
            }

            written += unescaped;
        }
    }

    private static bool Transcode(ReadOnlySpan<byte> utf8, Span<char> destination, out int written) =>
        Utf8.ToUtf16(utf8, destination, out _, out written) != OperationStatus.DestinationTooSmall;

    /// <summary>Reads one escape, behind its backslash. False where it does not fit.</summary>
    private static bool TryUnescape(ref ReadOnlySpan<byte> utf8, Span<char> destination, out int written)
    {
        written = 0;
        if (destination.IsEmpty || utf8.IsEmpty)
        {
            return false;
        }

        var kind = utf8[0];
        if (kind != 'u')
        {
            destination[0] = kind switch { (byte)'b' => '\b', (byte)'f' => '\f', (byte)'n' => '\n', (byte)'r' => '\r', (byte)'t' => '\t', _ => (char)kind };
            utf8 = utf8[1..];
            written = 1;
            return true;
        }

        var unit = Unit(utf8[1..]);
        var rest = utf8[Math.Min(5, utf8.Length)..];
        if (char.IsHighSurrogate(unit) && rest.StartsWith("\\u"u8) && Unit(rest[2..]) is var low && char.IsLowSurrogate(low))
        {
            if (destination.Length < 2)
            {
                return false;
            }

            destination[0] = unit;
            destination[1] = low;
            utf8 = rest[Math.Min(6, rest.Length)..];
            written = 2;
            return true;
        }

        destination[0] = unit == '\0' || char.IsSurrogate(unit) ? Replacement : unit;
        utf8 = rest;
        written = 1;
        return true;
    }

    private static char Unit(ReadOnlySpan<byte> hex) =>
        hex.Length >= 4 && ushort.TryParse(hex[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : Replacement;
}
