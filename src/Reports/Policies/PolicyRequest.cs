using Picket.Reports.Normalization;

namespace Picket.Reports.Policies;

/// <summary>What a policy is asked about: something that a page wants to load, run or do.</summary>
/// <param name="Directive">The effective directive, lower case (CSP3 §6.8.1).</param>
/// <param name="Kind">What <paramref name="Blocked"/> names.</param>
/// <param name="Blocked">The address or keyword, as reports write it.</param>
/// <param name="DocumentUri">The page; null where it is not known.</param>
/// <param name="Sample">The first characters of the code, or the name of a Trusted Types policy; null where it is not known.</param>
/// <param name="Redirects">What is known of redirects.</param>
public readonly record struct PolicyRequest(
    string Directive, BlockedUriKind Kind, string Blocked, string? DocumentUri, string? Sample = null, Redirects Redirects = Redirects.None)
{
    /// <summary>What a report says was blocked. The report must be a CSP violation.</summary>
    public static PolicyRequest Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var csp = report.Csp ?? throw new ArgumentException("Only a CSP violation asks a policy.", nameof(report));
        var sample = csp.BlockedUri.Kind == BlockedUriKind.TrustedTypesPolicy ? csp.Sample : null;
        return new(csp.EffectiveDirective, csp.BlockedUri.Kind, csp.BlockedUri.Text, report.DocumentUri, sample, Redirects.Possible);
    }

    /// <summary>A request for an address, or for a keyword such as <c>inline</c>.</summary>
    public static PolicyRequest Of(string directive, string blocked, string? documentUri, string? sample = null, Redirects redirects = Redirects.None)
    {
        ArgumentNullException.ThrowIfNull(blocked);
        var normal = BlockedUris.Normalize(blocked.ToCharArray(), null);
        return new(directive, normal.Kind, normal.Text, documentUri, sample, redirects);
    }
}
