using System.Globalization;

namespace Picket.Ingestion;

/// <summary>The public key a website sends: 32 hex digits. It names a project's key; it is no secret.</summary>
public readonly record struct ProjectKey(UInt128 Value)
{
    /// <summary>Reads 32 hex digits, of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ProjectKey key)
    {
        key = default;
        if (text.Length != 32 || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        key = new(value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
