using System.Text.Json;

namespace Picket.Reports.Formats;

/// <summary>Writes members of a sample where there is something to write.</summary>
internal static class JsonFields
{
    /// <summary>A text.</summary>
    public static void WriteIfKnown(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>A number.</summary>
    public static void WriteIfKnown(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    /// <summary>A flag.</summary>
    public static void WriteIfKnown(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    /// <summary>JSON as sent, with its texts masked.</summary>
    public static void WriteIfKnown(this Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        if (!json.IsEmpty)
        {
            writer.WritePropertyName(name);
            MaskedJson.Write(writer, json.Span);
        }
    }
}
