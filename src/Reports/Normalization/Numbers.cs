using System.Buffers.Text;
using System.Text.Json;

namespace Picket.Reports.Normalization;

/// <summary>Numbers as browsers send them: as numbers or as strings, sometimes absurd. What is out of range is as good as absent.</summary>
internal static class Numbers
{
    private const int MaxStatus = 999;

    /// <summary>A line or column, from 1.</summary>
    public static int? Position(ref Utf8JsonReader reader) => Value(ref reader) is >= 1 and <= int.MaxValue and var value ? (int)value : null;

    /// <summary>An HTTP status, or 0 for documents without one.</summary>
    public static int? Status(ref Utf8JsonReader reader) => Value(ref reader) is >= 0 and <= MaxStatus and var value ? (int)value : null;

    /// <summary>Milliseconds; negative ones are 0, very long ones <see cref="Report.MaxAge"/>.</summary>
    public static TimeSpan? Age(ref Utf8JsonReader reader) => Value(ref reader) is { } value
        ? TimeSpan.FromMilliseconds((long)Math.Clamp(value, 0, Report.MaxAge.TotalMilliseconds))
        : null;

    /// <summary>A number that stands in <paramref name="text"/>; null where none does, or one beyond all numbers, such as 1e400 or "Infinity": no JSON could say it again.</summary>
    public static double? Read(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        if (Utf8Parser.TryParse(text, out long integer, out var consumed) && consumed == text.Length)
        {
            return integer;
        }

        return Utf8Parser.TryParse(text, out double real, out consumed) && consumed == text.Length && double.IsFinite(real) ? real : null;
    }

    /// <summary>The number that <paramref name="reader"/> stands on, also one in a string; null where it is none.</summary>
    public static double? Read(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.Number or JsonTokenType.String ? Read(reader.ValueSpan) : null;

    /// <summary>The integral part; null where <paramref name="reader"/> stands on nothing that reads as a number.</summary>
    private static double? Value(ref Utf8JsonReader reader) => Read(ref reader) is { } value ? Math.Truncate(value) : null;
}
