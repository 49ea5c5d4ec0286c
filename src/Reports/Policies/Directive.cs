namespace Picket.Reports.Policies;

/// <summary>One directive of a policy (CSP3 §2.3). Immutable.</summary>
public sealed class Directive
{
    internal Directive(string name, IReadOnlyList<SourceExpression> sources)
    {
        (Name, Sources) = (name, sources);
        foreach (var source in sources)
        {
            Nonce ??= Of(source, SourceKind.Nonce);
            Hash ??= Of(source, SourceKind.Hash);
            StrictDynamic ??= Of(source, SourceKind.StrictDynamic);
            UnsafeInline ??= Of(source, SourceKind.UnsafeInline);
            UnsafeEval ??= Of(source, SourceKind.UnsafeEval);
            WasmUnsafeEval ??= Of(source, SourceKind.WasmUnsafeEval);
            TrustedTypesEval ??= Of(source, SourceKind.TrustedTypesEval);
            UnsafeHashes ??= Of(source, SourceKind.UnsafeHashes);
        }
    }

    /// <summary>Lower-case name.</summary>
    public string Name { get; }

    /// <summary>Its words, in order. Those of directives that are no source lists are read the same way.</summary>
    public IReadOnlyList<SourceExpression> Sources { get; }

    /// <summary>True where it allows nothing: no source, or <c>'none'</c> alone (CSP3 §6.7.2.5).</summary>
    public bool IsNone => Sources.Count == 0 || (Sources.Count == 1 && Sources[0].Kind == SourceKind.None);

    internal SourceExpression? Nonce { get; }

    internal SourceExpression? Hash { get; }

    internal SourceExpression? StrictDynamic { get; }

    internal SourceExpression? UnsafeInline { get; }

    internal SourceExpression? UnsafeEval { get; }

    internal SourceExpression? WasmUnsafeEval { get; }

    internal SourceExpression? TrustedTypesEval { get; }

    internal SourceExpression? UnsafeHashes { get; }

    /// <inheritdoc/>
    public override string ToString() => Sources.Count == 0 ? Name : $"{Name} {string.Join(' ', Sources)}";

    private static SourceExpression? Of(SourceExpression source, SourceKind kind) => source.Kind == kind ? source : null;
}
