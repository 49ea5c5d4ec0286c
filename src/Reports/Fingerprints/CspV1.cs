using Picket.Reports.Normalization;

namespace Picket.Reports.Fingerprints;

/// <summary>The first fingerprint of CSP reports. Frozen: stored issues are found by it, and it equals Sentry's, so issues keep their identity when someone moves.</summary>
/// <remarks>
/// MD5 over the effective directive and one more value: the keyword that Sentry reads out of a local script violation's directive, or
/// else the blocked URI as Python's URL functions see it. It takes the URI as sent: port, letter case and user info of http hosts count.
/// A better rule is a new version beside this one, never a change here.
/// </remarks>
internal static class CspV1
{
    private const string Local = "'self'";

    /// <summary>The fingerprint.</summary>
    /// <param name="effectiveDirective">In lower case.</param>
    /// <param name="blockedUri">As sent, not masked; empty where the report has none.</param>
    /// <param name="violatedDirective">As sent; empty where the report has none.</param>
    public static Fingerprint Compute(string effectiveDirective, ReadOnlySpan<char> blockedUri, ReadOnlySpan<char> violatedDirective)
    {
        var text = new Md5Text(stackalloc byte[512]);
        text.Append(effectiveDirective);
        if (blockedUri is "" or "self" or Local)
        {
            text.Append(LocalValue(effectiveDirective, violatedDirective));
        }
        else if (blockedUri.Contains(':'))
        {
            AppendUri(ref text, blockedUri);
        }
        else
        {
            Append(ref text, blockedUri, authority: default);
        }

        return text.Finish();
    }

    private static string LocalValue(string effectiveDirective, ReadOnlySpan<char> violatedDirective) =>
        effectiveDirective != "script-src" ? Local
        : violatedDirective.Contains("'unsafe-inline'", StringComparison.Ordinal) ? "'unsafe-inline'"
        : violatedDirective.Contains("'unsafe-eval'", StringComparison.Ordinal) ? "'unsafe-eval'"
        : Local;

    private static void AppendUri(ref Md5Text text, ReadOnlySpan<char> uri)
    {
        uri = uri.TrimStart(' ');
        var length = UriParts.SchemeLength(uri);
        var rest = length == 0 ? uri : uri[(length + 1)..];
        ReadOnlySpan<char> authority = default;
        if (rest.StartsWith("//"))
        {
            var end = rest[2..].IndexOfAny('/', '?', '#');
            authority = end < 0 ? rest[2..] : rest.Slice(2, end);
        }

        Append(ref text, Lower(uri[..length]), authority);
    }

    private static string Lower(ReadOnlySpan<char> scheme) => scheme switch
    {
        "https" => "https",
        "http" => "http",
        _ => scheme.ToString().ToLowerInvariant(),
    };

    private static void Append(ref Md5Text text, ReadOnlySpan<char> scheme, ReadOnlySpan<char> authority)
    {
        if (scheme is not ("http" or "https"))
        {
            text.Append(scheme);
            var hasSlashes = !authority.IsEmpty || NetlocSchemes.Contains(scheme);
            text.Append(scheme.IsEmpty ? (hasSlashes ? "//" : "") : hasSlashes ? "://" : ":");
        }

        text.Append(authority);
    }
}
