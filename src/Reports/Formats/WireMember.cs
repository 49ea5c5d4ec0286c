using System.Text.Json;

namespace Picket.Reports.Formats;

/// <summary>A member that the CSP reader does not know, where it stands in the body. The kind that knows it reads it.</summary>
internal readonly struct WireMember
{
    private readonly WireText _name;
    private readonly WireText _text;
    private readonly int _start;
    private readonly int _end;

    /// <summary>The scalar <paramref name="reader"/> stands on.</summary>
    public WireMember(WireText name, ref Utf8JsonReader reader, bool ofEnvelope)
        : this(name, ref reader, (int)reader.TokenStartIndex, reader.TokenType, ofEnvelope) =>
        _text = reader.TokenType == JsonTokenType.String ? new(ref reader) : default;

    /// <summary>The object or array at whose end <paramref name="reader"/> stands.</summary>
    public WireMember(WireText name, ref Utf8JsonReader reader, int start, JsonTokenType type, bool ofEnvelope)
    {
        _name = name;
        _start = start;
        _end = (int)reader.BytesConsumed;
        Type = type;
        OfEnvelope = ofEnvelope;
    }

    /// <summary>What its value begins with.</summary>
    public JsonTokenType Type { get; }

    /// <summary>It stood beside the body, not in it.</summary>
    public bool OfEnvelope { get; }

    /// <summary>Its value where that is a string.</summary>
    public WireText Text => _text;

    /// <summary>Its value's JSON.</summary>
    public ReadOnlyMemory<byte> Json(ReadOnlyMemory<byte> body) => body[_start.._end];

    /// <summary>Whether its name has the letters of <paramref name="letters"/>, whatever its case and separators.</summary>
    public bool Is(ReadOnlySpan<byte> body, ReadOnlySpan<char> letters) => _name.HasLetters(body, letters);
}
