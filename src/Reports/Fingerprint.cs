using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Picket.Reports;

/// <summary>128 bits that say which reports are the same problem. Written as 32 hex digits.</summary>
/// <param name="Value">The bits, most significant first.</param>
public readonly record struct Fingerprint(UInt128 Value) : IComparable<Fingerprint>
{
    /// <summary>Stands for "all other issues of this kind", once a project's budget for new issues is spent.</summary>
    public static Fingerprint Overflow => default;

    /// <summary>Reads 32 hex digits.</summary>
    public static bool TryParse(string? text, out Fingerprint fingerprint)
    {
        var ok = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && text!.Length == 32;
        fingerprint = ok ? new(value) : default;
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(Fingerprint other) => Value.CompareTo(other.Value);

    /// <summary>The order of the bits.</summary>
    public static bool operator <(Fingerprint left, Fingerprint right) => left.CompareTo(right) < 0;

    /// <summary>The order of the bits.</summary>
    public static bool operator >(Fingerprint left, Fingerprint right) => left.CompareTo(right) > 0;

    /// <summary>The order of the bits.</summary>
    public static bool operator <=(Fingerprint left, Fingerprint right) => left.CompareTo(right) <= 0;

    /// <summary>The order of the bits.</summary>
    public static bool operator >=(Fingerprint left, Fingerprint right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    [ExcludeFromCodeCoverage]
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
