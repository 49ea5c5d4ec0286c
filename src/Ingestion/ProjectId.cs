using System.Globalization;

namespace Picket.Ingestion;

/// <summary>A project's number, from 1.</summary>
public readonly record struct ProjectId(long Value)
{
    /// <summary>Reads 1 to 18 decimal digits; zero, signs and spaces are refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ProjectId id)
    {
        id = default;
        if (text.Length > 18 || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value == 0)
        {
            return false;
        }

        id = new(value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
