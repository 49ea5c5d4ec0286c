namespace Picket.Reports.Policies;

/// <summary>Which rule of CSP3 answers a request: by its directive, then by what was blocked.</summary>
internal static class PolicyChecks
{
    public static PolicyCheck Check(ContentSecurityPolicy policy, in PolicyRequest request) => request.Directive switch
    {
        "require-trusted-types-for" => TrustedTypes.Sink(policy),
        "trusted-types" => TrustedTypes.Policy(policy, request.Sample),
        "frame-ancestors" => Ancestors(policy),
        _ when DirectiveFallback.Chain(request.Directive) is null => Unknown(policy, request.Directive),
        _ when request.Kind is BlockedUriKind.Eval or BlockedUriKind.WasmEval => Eval(policy, request.Kind),
        _ => policy.Governing(request.Directive) is { } directive ? Source(directive, request) : PolicyCheck.Allows(PolicyGround.NoDirective),
    };

    private static PolicyCheck Source(Directive directive, in PolicyRequest request) => request.Kind switch
    {
        _ when directive.IsNone => PolicyCheck.Blocks(PolicyGround.NothingAllowed, directive, directive.Sources.Count == 0 ? null : directive.Sources[0]),
        BlockedUriKind.Inline => InlineMatch.Check(directive, request.Directive),
        BlockedUriKind.Missing or BlockedUriKind.Local => PolicyCheck.Undecidable(PolicyGround.AddressUnknown, directive),
        BlockedUriKind.TrustedTypesPolicy or BlockedUriKind.TrustedTypesSink => PolicyCheck.Undecidable(PolicyGround.NotASourceList, directive),
        _ => SourceListMatch.Check(directive, request),
    };

    /// <summary>HTML's "can compile strings" and WebAssembly's (CSP3 §4.4): always script-src, never its -elem or -attr.</summary>
    private static PolicyCheck Eval(ContentSecurityPolicy policy, BlockedUriKind kind)
    {
        if (policy.Governing("script-src") is not { } directive)
        {
            return PolicyCheck.Allows(PolicyGround.NoDirective);
        }

        var allowing = directive.UnsafeEval ?? (kind == BlockedUriKind.WasmEval ? directive.WasmUnsafeEval : null);
        return allowing is not null ? PolicyCheck.Allows(PolicyGround.Matches, directive, allowing)
            : kind == BlockedUriKind.Eval && directive.TrustedTypesEval is { } depends ? PolicyCheck.Undecidable(PolicyGround.TypesPolicyUnknown, directive, depends)
            : directive.IsNone ? PolicyCheck.Blocks(PolicyGround.NothingAllowed, directive, directive.Sources.Count == 0 ? null : directive.Sources[0])
            : PolicyCheck.Blocks(PolicyGround.NothingMatches, directive);
    }

    /// <summary>CSP3 §6.4.2: reports name the framed page, not who framed it.</summary>
    private static PolicyCheck Ancestors(ContentSecurityPolicy policy) => policy.Find("frame-ancestors") switch
    {
        null => PolicyCheck.Allows(PolicyGround.NoDirective),
        { IsNone: true } none => PolicyCheck.Blocks(PolicyGround.NothingAllowed, none, none.Sources.Count == 0 ? null : none.Sources[0]),
        { } list => PolicyCheck.Undecidable(PolicyGround.AddressUnknown, list),
    };

    /// <summary>A directive of which nothing is known may fall back to default-src, as all newer ones that load something do.</summary>
    private static PolicyCheck Unknown(ContentSecurityPolicy policy, string name) => (policy.Find(name) ?? policy.Find("default-src")) is { } directive
        ? PolicyCheck.Undecidable(PolicyGround.NotASourceList, directive)
        : PolicyCheck.Allows(PolicyGround.NoDirective);
}
