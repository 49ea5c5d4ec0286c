namespace Picket.Reports.Policies;

/// <summary>Whether a list lets inline code run (CSP3 §6.7.3).</summary>
internal static class InlineMatch
{
    /// <summary>Checks inline code of <paramref name="requested"/>: an element, an attribute, or, from older browsers, either of them.</summary>
    public static PolicyCheck Check(Directive list, string requested)
    {
        var isScript = requested.StartsWith("script-src", StringComparison.Ordinal);
        if (!isScript && !requested.StartsWith("style-src", StringComparison.Ordinal) && requested != "default-src")
        {
            return PolicyCheck.Undecidable(PolicyGround.NotASourceList, list);
        }

        // Safari says default-src for scripts and styles alike; 'strict-dynamic' counts for scripts only.
        var disabling = list.Nonce ?? list.Hash ?? (isScript ? list.StrictDynamic : null);
        if (disabling is null && list.UnsafeInline is { } inline)
        {
            return requested == "default-src" && list.StrictDynamic is { } dynamic
                ? PolicyCheck.Undecidable(PolicyGround.StrictDynamic, list, dynamic)
                : PolicyCheck.Allows(PolicyGround.Matches, list, inline);
        }

        var isAttribute = requested.EndsWith("-attr", StringComparison.Ordinal);
        if (!isAttribute && list.Nonce is { } nonce)
        {
            return PolicyCheck.Undecidable(PolicyGround.NonceUnknown, list, nonce);
        }

        if (list.Hash is { } hash && (!isAttribute || list.UnsafeHashes is not null))
        {
            return PolicyCheck.Undecidable(PolicyGround.HashUnknown, list, hash);
        }

        return list.UnsafeInline is { } disabled
            ? PolicyCheck.Blocks(PolicyGround.InlineDisabled, list, disabled)
            : PolicyCheck.Blocks(PolicyGround.NothingMatches, list);
    }
}
