namespace Picket.Reports.Policies;

/// <summary>Whether a list lets an address pass (CSP3 §6.7.2).</summary>
internal static class SourceListMatch
{
    public static PolicyCheck Check(Directive list, in PolicyRequest request)
    {
        // A worker is a script only where script-src, or what stands in for it, decides on it (CSP3 §6.7.1.1).
        var isScript = request.Directive is "script-src" or "script-src-elem" || (request.Directive == "worker-src" && list.Name is "script-src" or "default-src");
        if (isScript && list.StrictDynamic is { } dynamic)
        {
            return PolicyCheck.Undecidable(PolicyGround.StrictDynamic, list, dynamic);
        }

        var url = PolicyUrl.Of(request);
        if (url.Scheme.IsEmpty)
        {
            return PolicyCheck.Undecidable(PolicyGround.AddressUnknown, list);
        }

        var document = PolicyUrl.Parse(request.DocumentUri);
        PolicyCheck? depends = null;
        for (var i = 0; i < list.Sources.Count; i++)
        {
            var source = list.Sources[i];
            var match = SourceMatch.Of(source, url, document, request.Redirects);
            if (match == SourceMatchResult.Yes)
            {
                return request.Redirects == Redirects.Possible && !CoversRedirects(source, request.Directive, url, document)
                    ? PolicyCheck.Undecidable(PolicyGround.RedirectPossible, list, source)
                    : PolicyCheck.Allows(PolicyGround.Matches, list, source);
            }

            if (match != SourceMatchResult.No)
            {
                depends ??= PolicyCheck.Undecidable(Ground(match), list, source);
            }
        }

        var isElement = isScript || request.Directive is "style-src" or "style-src-elem";
        return depends
            ?? (isElement && list.Nonce is { } nonce ? PolicyCheck.Undecidable(PolicyGround.NonceUnknown, list, nonce)
                : isScript && list.Hash is { } hash ? PolicyCheck.Undecidable(PolicyGround.HashUnknown, list, hash)
                : PolicyCheck.Blocks(PolicyGround.NothingMatches, list));
    }

    /// <summary>Whether wherever a redirect leads, the same expression allows it, or there can be none.</summary>
    private static bool CoversRedirects(SourceExpression source, string directive, PolicyUrl url, PolicyUrl document) =>
        !url.IsHttp || directive == "base-uri" || source.Kind == SourceKind.Any || (source.Kind, source.Scheme) switch
        {
            (SourceKind.Scheme, "http") => true,

            // From a secure page a redirect to plain HTTP is stopped as mixed content.
            (SourceKind.Scheme, "https") => document.Scheme is "https",
            _ => false,
        };

    private static PolicyGround Ground(SourceMatchResult match) => match switch
    {
        SourceMatchResult.DocumentUnknown => PolicyGround.DocumentUnknown,
        SourceMatchResult.AddressUnknown => PolicyGround.AddressUnknown,
        _ => PolicyGround.BrowsersDiffer,
    };
}
