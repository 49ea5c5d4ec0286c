namespace Picket.Reports.Policies;

/// <summary>One word of a directive's source list (CSP3 §2.3.1). Immutable.</summary>
public sealed class SourceExpression
{
    internal SourceExpression(string text, SourceKind kind) => (Text, Kind) = (text, kind);

    /// <summary>As written in the policy.</summary>
    public string Text { get; }

    /// <summary>What it is.</summary>
    public SourceKind Kind { get; }

    /// <summary>Lower-case scheme of a scheme or host source; null where a host source has none.</summary>
    public string? Scheme { get; internal init; }

    /// <summary>Lower-case host of a host source, without the <c>*.</c> before it; empty for <c>*</c>, which is every host.</summary>
    public string Host { get; internal init; } = "";

    /// <summary>True where the host stands for all names under it, but not for itself: <c>*.example.com</c>.</summary>
    public bool IsWildcardHost { get; internal init; }

    /// <summary>Port of a host source; null where it has none.</summary>
    public int? Port { get; internal init; }

    /// <summary>True for the port <c>*</c>.</summary>
    public bool IsAnyPort { get; internal init; }

    /// <summary>Path of a host source, with its first slash; empty where it has none.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>Reads one word.</summary>
    public static SourceExpression Parse(string text) => SourceExpressionParser.Parse(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
