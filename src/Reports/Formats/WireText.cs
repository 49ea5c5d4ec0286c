using System.Buffers;
using System.Text.Json;
using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>Where a JSON string stands in the body, not yet decoded. The default value is "no such string".</summary>
internal readonly struct WireText
{
    private readonly int _start;
    private readonly int _length;
    private readonly bool _escaped;

    /// <summary>The string <paramref name="reader"/> stands on.</summary>
    public WireText(ref Utf8JsonReader reader)
    {
        _start = (int)reader.TokenStartIndex + 1;
        _length = reader.ValueSpan.Length;
        _escaped = reader.ValueIsEscaped;
    }

    /// <summary>Whether the report has it.</summary>
    public bool Exists => _start > 0;

    /// <summary>Whether it is absent or has no characters.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>As it stands in the body, escapes and all; empty where absent.</summary>
    public ReadOnlySpan<byte> Span(ReadOnlySpan<byte> body) => _length == 0 ? default : body.Slice(_start, _length);

    /// <summary>Bytes of it as it stands, and so at least as many as UTF-16 code units.</summary>
    public int Length => _length;

    /// <summary>Its characters, as many as fit into <paramref name="destination"/>.</summary>
    public Span<char> Decode(ReadOnlySpan<byte> body, Span<char> destination) =>
        destination[..JsonText.Decode(body.Slice(_start, _length), _escaped, destination)];

    /// <summary>Whether its letters are <paramref name="letters"/>, in lower case and without separators.</summary>
    public bool HasLetters(ReadOnlySpan<byte> body, ReadOnlySpan<char> letters)
    {
        var name = body.Slice(_start, _length);
        if (_escaped)
        {
            Span<char> buffer = stackalloc char[WireNames.MaxLength];
            return WireNames.Letters(name, true, buffer).SequenceEqual(letters);
        }

        var at = 0;
        foreach (var unit in name)
        {
            if (unit is (byte)'-' or (byte)'_')
            {
                continue;
            }

            if (at == letters.Length || (unit is >= (byte)'A' and <= (byte)'Z' ? unit | 0x20 : unit) != letters[at])
            {
                return false;
            }

            at++;
        }

        return at == letters.Length;
    }

    /// <summary>Its characters as a masked string, cut at <paramref name="maxLength"/>; null where absent or empty.</summary>
    public string? ToMasked(ReadOnlySpan<byte> body, Mask mask, int maxLength)
    {
        if (IsEmpty)
        {
            return null;
        }

        // A string has at most as many UTF-16 units as UTF-8 bytes.
        var buffer = ArrayPool<char>.Shared.Rent(Math.Min(_length, maxLength));
        var text = Decode(body, buffer.AsSpan(0, Math.Min(_length, maxLength)));
        var masked = text[..Masking.InPlace(text, mask)].ToString();
        ArrayPool<char>.Shared.Return(buffer);
        return masked;
    }
}
