using System.Buffers;
using Picket.Reports.Normalization;

namespace Picket.Reports.Policies;

/// <summary>Whether one source expression matches an address (CSP3 §6.7.2.8).</summary>
internal static class SourceMatch
{
    private const string LoopbackAddress = "127.0.0.1";

    private static readonly SearchValues<char> _inAddresses = SearchValues.Create("0123456789.");

    public static SourceMatchResult Of(SourceExpression source, PolicyUrl url, PolicyUrl document, Redirects redirects) => source.Kind switch
    {
        SourceKind.Any => Any(url, document),
        SourceKind.Self => Self(url, document),
        SourceKind.Scheme => Scheme(source.Scheme!, url.Scheme),
        SourceKind.Host => Host(source, url, document, redirects),
        _ => SourceMatchResult.No,
    };

    /// <summary><c>*</c> is every network scheme, and the page's own; never data:, blob: or an extension's.</summary>
    private static SourceMatchResult Any(PolicyUrl url, PolicyUrl document) =>
        url.IsHttp || url.IsSocket || SameText(url.Scheme, document.Scheme) ? SourceMatchResult.Yes
        : document.Scheme.IsEmpty && !IsLocalScheme(url.Scheme) ? SourceMatchResult.DocumentUnknown
        : SourceMatchResult.No;

    /// <summary>The page's origin, or the same host with a safer scheme, both on default ports or on one.</summary>
    private static SourceMatchResult Self(PolicyUrl url, PolicyUrl document)
    {
        if (!url.IsHttp && !url.IsSocket)
        {
            return SourceMatchResult.No;
        }

        if (!document.IsHttp)
        {
            return SourceMatchResult.DocumentUnknown;
        }

        var isSafer = SameText(url.Scheme, document.Scheme) || IsOneOf(url.Scheme, "https", "wss") || (document.Scheme is "http" && url.Scheme is "ws");
        var samePort = url.Port == document.Port || (url.IsDefaultPort && document.IsDefaultPort);
        return isSafer && samePort && SameText(url.Host, document.Host) ? SourceMatchResult.Yes : SourceMatchResult.No;
    }

    /// <summary>The scheme or a safer one (CSP3 §6.7.2.9).</summary>
    private static SourceMatchResult Scheme(ReadOnlySpan<char> allowed, ReadOnlySpan<char> scheme) =>
        SameText(allowed, scheme) || (allowed is "http" && SameText(scheme, "https")) || (allowed is "ws" && SameText(scheme, "wss")) ? SourceMatchResult.Yes

        // By the specification a socket is asked for as https, and ws stands for http; browsers compare what the page wrote.
        : (allowed is "ws" or "wss" && SameText(scheme, "https")) || (allowed is "ws" && SameText(scheme, "http")) ? SourceMatchResult.BrowsersDiffer
        : (allowed is "http" or "https" && SameText(scheme, "wss")) || (allowed is "http" && SameText(scheme, "ws")) ? SourceMatchResult.BrowsersDiffer
        : SourceMatchResult.No;

    private static SourceMatchResult Host(SourceExpression source, PolicyUrl url, PolicyUrl document, Redirects redirects)
    {
        if (url.Host.IsEmpty || !HostMatches(source, url.Host))
        {
            return SourceMatchResult.No;
        }

        var scheme = source.Scheme is { } own ? Scheme(own, url.Scheme) : OfDocument(url, document);
        if (scheme == SourceMatchResult.No || !PortMatches(source, url, source.Scheme ?? document.Scheme))
        {
            return SourceMatchResult.No;
        }

        var path = source.Path.Length == 0 || redirects == Redirects.Happened ? SourceMatchResult.Yes : Path(source.Path, url);
        if (path == SourceMatchResult.No)
        {
            return path;
        }

        // The specification matches no addresses but this one; browsers compare all of them as names.
        return scheme != SourceMatchResult.Yes ? scheme
            : IsAddress(source.Host) && source.Host != LoopbackAddress ? SourceMatchResult.BrowsersDiffer
            : path;
    }

    /// <summary>A host without scheme has the page's, or a safer one; sockets included.</summary>
    private static SourceMatchResult OfDocument(PolicyUrl url, PolicyUrl document) =>
        !document.IsHttp ? SourceMatchResult.DocumentUnknown
        : IsOneOf(url.Scheme, "https", "wss") || (document.Scheme is "http" && (url.IsHttp || url.IsSocket)) ? SourceMatchResult.Yes
        : SourceMatchResult.No;

    private static bool HostMatches(SourceExpression source, ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        return source.Host.Length == 0 ? true
            : !source.IsWildcardHost ? SameText(source.Host, host)
            : host.Length > source.Host.Length + 1 && host[^(source.Host.Length + 1)] == '.' && host.EndsWith(source.Host, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Without a port only the default one; port 80 stands for 443 too where the scheme was upgraded (CSP3 §6.7.2.11 and browsers).</summary>
    private static bool PortMatches(SourceExpression source, PolicyUrl url, ReadOnlySpan<char> allowedScheme) =>
        source.IsAnyPort || (source.Port is { } port
            ? port == url.Port || (port == 80 && url.Port == 443 && url.IsSecure && !IsOneOf(allowedScheme, "https", "wss"))
            : url.IsDefaultPort);

    /// <summary>Piece by piece, percent-decoded: a pattern that ends in a slash is a prefix, any other must be the whole path (CSP3 §6.7.2.12).</summary>
    private static SourceMatchResult Path(ReadOnlySpan<char> pattern, PolicyUrl url)
    {
        if (pattern is "/")
        {
            return SourceMatchResult.Yes;
        }

        if (url.Path.IsEmpty)
        {
            return SourceMatchResult.AddressUnknown; // Old browsers report no more than the origin of what is on another one.
        }

        var result = SourceMatchResult.Yes;
        var path = url.Path[1..];
        for (pattern = pattern[1..]; !pattern.IsEmpty;)
        {
            int patternEnd = pattern.IndexOf('/'), pathEnd = path.IndexOf('/');
            var piece = pathEnd < 0 ? path : path[..pathEnd];
            if (!SamePiece(patternEnd < 0 ? pattern : pattern[..patternEnd], piece))
            {
                if (!piece.Contains(Masking.Sign))
                {
                    return SourceMatchResult.No;
                }

                result = SourceMatchResult.AddressUnknown;
            }

            if (patternEnd < 0 || pathEnd < 0)
            {
                return patternEnd < 0 && pathEnd < 0 ? result : SourceMatchResult.No;
            }

            pattern = pattern[(patternEnd + 1)..];
            path = path[(pathEnd + 1)..];
        }

        return result;
    }

    private static bool SamePiece(ReadOnlySpan<char> pattern, ReadOnlySpan<char> piece) =>
        pattern.SequenceEqual(piece)
        || ((pattern.Contains('%') || piece.Contains('%')) && Uri.UnescapeDataString(pattern.ToString()) == Uri.UnescapeDataString(piece.ToString()));

    private static bool IsAddress(ReadOnlySpan<char> host) => !host.IsEmpty && !host.ContainsAnyExcept(_inAddresses) && host.Count('.') == 3;

    private static bool IsLocalScheme(ReadOnlySpan<char> scheme) => scheme is "data" or "blob" or "filesystem";

    private static bool IsOneOf(ReadOnlySpan<char> text, string one, string other) => SameText(text, one) || SameText(text, other);

    private static bool SameText(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
