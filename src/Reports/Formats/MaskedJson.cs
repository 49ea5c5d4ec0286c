using System.Buffers;
using System.Text.Json;
using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>Writes JSON again with every text in it masked, bounded, and fit for PostgreSQL.</summary>
internal static class MaskedJson
{
    private const int MaxNameLetters = 40;
    private const int MaxDigits = 18;

    /// <summary>Writes <paramref name="json"/>, one object that <see cref="ReportReader"/> has accepted; an empty object where there is none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="json">The JSON.</param>
    /// <param name="keepQueries">The values of queries stay.</param>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> json, bool keepQueries = false)
    {
        if (json.IsEmpty)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
            return;
        }

        var text = ArrayPool<char>.Shared.Rent(ReportLimits.MaxPolicyLength);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ReportLimits.MaxBodyBytes });

        // Texts in an array are of the kind that its name says.
        var mask = Mask.Text;
        while (reader.Read())
        {
            if (writer.BytesCommitted + writer.BytesPending > ReportLimits.MaxRawLength)
            {
                SkipSurplus(writer, ref reader);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                mask = WriteMember(writer, ref reader, keepQueries, text);
            }
            else
            {
                WriteToken(writer, ref reader, mask, keepQueries, text);
            }
        }

        ArrayPool<char>.Shared.Return(text);
    }

    private static void SkipSurplus(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            default: reader.Skip(); break;
        }
    }

    /// <summary>Writes a name together with its value's first token: the bound never falls between them.</summary>
    private static Mask WriteMember(Utf8JsonWriter writer, ref Utf8JsonReader reader, bool keepQueries, Span<char> text)
    {
        writer.WritePropertyName(Masked(ref reader, Mask.Text, keepQueries, ReportLimits.MaxNameLength, text));
        var mask = MaskOf(ref reader, out var isSecret);
        if (isSecret)
        {
            reader.Skip();
            writer.WriteStringValue([Masking.Sign]);
        }
        else
        {
            reader.Read();
            WriteToken(writer, ref reader, mask, keepQueries, text);
        }

        return mask;
    }

    private static void WriteToken(Utf8JsonWriter writer, ref Utf8JsonReader reader, Mask mask, bool keepQueries, Span<char> text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.String:
                var maxLength = mask == Mask.Policy ? ReportLimits.MaxPolicyLength : ReportLimits.MaxStringLength;
                writer.WriteStringValue(Masked(ref reader, mask, keepQueries, maxLength, text));
                break;
            case JsonTokenType.Number: WriteNumber(writer, ref reader); break;
            case JsonTokenType.True: writer.WriteBooleanValue(true); break;
            case JsonTokenType.False: writer.WriteBooleanValue(false); break;
            case JsonTokenType.Null: writer.WriteNullValue(); break;
        }
    }

    private static ReadOnlySpan<char> Masked(ref Utf8JsonReader reader, Mask mask, bool keepQueries, int maxLength, Span<char> text)
    {
        var length = JsonText.Decode(reader.ValueSpan, reader.ValueIsEscaped, text[..maxLength]);
        return text[..Masking.InPlace(text[..length], mask, keepQueries)];
    }

    /// <summary>PostgreSQL's numbers end where JSON's do not: what has many digits or an exponent passes through a double, and what that cannot hold becomes null.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length <= MaxDigits && !reader.ValueSpan.ContainsAny("eE"u8))
        {
            writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
        }
        else if (reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static Mask MaskOf(ref Utf8JsonReader name, out bool isSecret)
    {
        Span<char> buffer = stackalloc char[MaxNameLetters];
        var letters = WireNames.Letters(name.ValueSpan, name.ValueIsEscaped, buffer);

        // Firefox 5 sent its request's headers along, cookies and all.
        isSecret = letters is "requestheaders" or "responseheaders" or "cookie" or "cookies" or "authorization";
        return letters.EndsWith("policy") || letters.EndsWith("directive") ? Mask.Policy
            : letters.EndsWith("uri") || letters.EndsWith("url") || letters.EndsWith("file") || letters is "referrer" or "referer" ? Mask.Uri
            : Mask.Text;
    }
}
