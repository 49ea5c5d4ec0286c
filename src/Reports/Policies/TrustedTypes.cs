namespace Picket.Reports.Policies;

/// <summary>The two directives of Trusted Types (Trusted Types §4.1 and §4.2).</summary>
internal static class TrustedTypes
{
    /// <summary>Reports cut a sample after so many characters.</summary>
    private const int SampleLength = 40;

    public static PolicyCheck Sink(ContentSecurityPolicy policy)
    {
        if (policy.Find("require-trusted-types-for") is not { } directive)
        {
            return PolicyCheck.Allows(PolicyGround.NoDirective);
        }

        return Word(directive, "'script'") is { } script
            ? PolicyCheck.Blocks(PolicyGround.TrustedTypesRequired, directive, script)
            : PolicyCheck.Allows(PolicyGround.NoDirective, directive);
    }

    /// <summary>Whether a policy of that name may be made.</summary>
    public static PolicyCheck Policy(ContentSecurityPolicy policy, string? name)
    {
        if (policy.Find("trusted-types") is not { } directive)
        {
            return PolicyCheck.Allows(PolicyGround.NoDirective);
        }

        if (directive.IsNone)
        {
            return PolicyCheck.Blocks(PolicyGround.NothingAllowed, directive, directive.Sources.Count == 0 ? null : directive.Sources[0]);
        }

        var isWhole = name is { Length: > 0 and < SampleLength };
        var listed = Word(directive, "*") ?? (isWhole ? Word(directive, name!) : null);
        return listed is not null && Word(directive, "'allow-duplicates'") is not null ? PolicyCheck.Allows(PolicyGround.Matches, directive, listed)
            : listed is not null || !isWhole ? PolicyCheck.Undecidable(PolicyGround.TypesPolicyUnknown, directive, listed)
            : PolicyCheck.Blocks(PolicyGround.NothingMatches, directive);
    }

    private static SourceExpression? Word(Directive directive, string word)
    {
        foreach (var source in directive.Sources)
        {
            if (source.Text == word)
            {
                return source;
            }
        }

        return null;
    }
}
