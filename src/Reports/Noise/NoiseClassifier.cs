using System.Globalization;
using Picket.Reports.Noise.Evidence;
using Picket.Reports.Normalization;
using Picket.Reports.Policies;

namespace Picket.Reports.Noise;

/// <summary>Says of a report whether the site caused it, by evidence in the report itself. Pure and cheap: it allocates only where several reasons come together.</summary>
public static class NoiseClassifier
{
    private const string ChromeErrorPage = "data:text/html";

    /// <summary>Classifies <paramref name="report"/>. Reports that are no CSP violations are judged by document, source file and sender alone.</summary>
    public static NoiseVerdict Classify(Report report, in NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(report);
        var found = default(FoundReasons);
        found.Add(context.IsCrawler ? NoiseReasons.CrawlerAgent : null);
        found.Add(OfDocument(report));
        found.Add(OfSource(report));
        if (report.Csp is { } csp)
        {
            found.Add(OfBlocked(report, csp, context));
            found.Add(csp.Sample is { } sample ? Texts.Samples.Find(sample) : null);
            NoiseReason? hint = null;
            var policy = context.Policies?.Find(csp, out hint);
            found.Add(found.IsEmpty && policy is not null ? OfPolicy(policy, report) : null);
            found.Add(hint);
        }

        return found.ToVerdict();
    }

    private static NoiseReason? OfDocument(Report report)
    {
        var scheme = Scheme(report.DocumentUri);
        return scheme is "https" or "http" ? (report.DocumentHost is { } host ? Hosts.Document.Find(host) : null)
            : scheme is "data" && IsChromeErrorPage(report.DocumentUri, report) ? NoiseReasons.BrowserDocument
            : Schemes.Document.Find(scheme);
    }

    private static NoiseReason? OfSource(Report report)
    {
        if (report.SourceFile is not { } source || ReferenceEquals(source, report.DocumentUri))
        {
            return null;
        }

        var parts = UriParts.Parse(source);
        return parts.Scheme.IsEmpty || !parts.IsHttp ? Schemes.Source.Find(parts.Scheme.IsEmpty ? source : parts.Scheme)
            : parts.Host.SequenceEqual(report.DocumentHost) ? null
            : IsLocalOnly(parts.Host, report) ? NoiseReasons.LocalAddress
            : Hosts.Blocked.Find(parts.Host);
    }

    private static NoiseReason? OfBlocked(Report report, CspViolation csp, in NoiseContext context) => csp.BlockedUri.Kind switch
    {
        BlockedUriKind.Url => OfAddress(report, csp, context),
        BlockedUriKind.Extension => NoiseReasons.ExtensionScheme,
        BlockedUriKind.Data => IsChromeErrorPage(csp.BlockedUri.Text, report) ? NoiseReasons.BrowserScheme : null,
        BlockedUriKind.OtherScheme when csp.EffectiveDirective == "base-uri" && IsBefore(context.Browser, "Firefox", 49) => NoiseReasons.FirefoxBaseUri,
        BlockedUriKind.OtherScheme => Schemes.Blocked.Find(Word(csp.BlockedUri.Text)),
        BlockedUriKind.Local when csp.BlockedUri.Text == "self" && IsBefore(context.Browser, "Firefox", 43) => NoiseReasons.FirefoxSelf,
        _ => null,
    };

    private static NoiseReason? OfAddress(Report report, CspViolation csp, in NoiseContext context)
    {
        var (text, host) = (csp.BlockedUri.Text, csp.BlockedUri.Host!);
        return Texts.Addresses.Find(text)
            ?? (host == report.DocumentHost ? null : IsLocalOnly(host, report) ? NoiseReasons.LocalAddress : Hosts.Blocked.Find(host))
            ?? (csp.EffectiveDirective == "connect-src" && text.StartsWith("wss:", StringComparison.OrdinalIgnoreCase) && IsBefore(context.Browser, "Internet Explorer", 12)
                ? NoiseReasons.ExplorerSocket
                : null);
    }

    /// <summary>Asks the policy in the report about what it says was blocked.</summary>
    private static NoiseReason? OfPolicy(ContentSecurityPolicy policy, Report report)
    {
        var check = policy.Check(PolicyRequest.Of(report));

        // Not every browser lets 'self' and names without a scheme stand for sockets.
        var isOldSocket = check.Expression is { Scheme: null, Kind: SourceKind.Self or SourceKind.Host } && report.Csp!.BlockedUri.Text.StartsWith('w');
        return check.Answer == PolicyAnswer.Allows && !isOldSocket ? NoiseReasons.PolicyAllows
            : check.Ground == PolicyGround.RedirectPossible ? NoiseReasons.PolicyAllowsUnlessRedirected
            : null;
    }

    /// <summary>Something local that a page asks for which is known not to be local itself.</summary>
    private static bool IsLocalOnly(ReadOnlySpan<char> host, Report report) =>
        LocalHosts.Contains(host) && report.DocumentHost is { } document && !LocalHosts.Contains(document);

    /// <summary>Chrome's page for what could not be loaded. Nothing else of a data URL is kept, so the report itself is looked at; other data URLs are never noise.</summary>
    private static bool IsChromeErrorPage(string? uri, Report report) => uri == ChromeErrorPage && report.Raw.Span.IndexOf("text/html,chromewebdata"u8) >= 0;

    private static ReadOnlySpan<char> Scheme(string? uri) => uri.AsSpan(0, UriParts.SchemeLength(uri));

    /// <summary>The scheme, or the word where there is no colon: CSP3 §5.3 reports schemes that are no network's so.</summary>
    private static ReadOnlySpan<char> Word(string uri) => UriParts.SchemeLength(uri) is var length and > 0 ? uri.AsSpan(0, length) : uri;

    private static bool IsBefore(string? browser, string family, int major) =>
        browser is not null && browser.Length > family.Length && browser.StartsWith(family, StringComparison.Ordinal)
        && int.TryParse(browser.AsSpan(family.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var version) && version < major;

    /// <summary>Keeps one reason without allocating.</summary>
    private struct FoundReasons
    {
        private NoiseReason? _first;
        private List<NoiseReason>? _all;

        public readonly bool IsEmpty => _first is null;

        public void Add(NoiseReason? reason)
        {
            if (reason is null || reason == _first)
            {
                return;
            }

            if (_first is null)
            {
                _first = reason;
            }
            else
            {
                (_all ??= [_first]).Add(reason);
            }
        }

        public readonly NoiseVerdict ToVerdict() => _all is not null ? NoiseVerdict.Of(_all) : _first?.Alone ?? NoiseVerdict.Clean;
    }
}
