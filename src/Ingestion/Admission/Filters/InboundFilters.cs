using System.Net;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Formats;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Admission.Filters;

/// <summary>
/// A project's filters, compiled once for each version of its settings. Pure. Asked by the host that has the request, since only there the client's
/// address and user agent are; the first that matches names the outcome, in Sentry's order. Classes of noise come last.
/// </summary>
public sealed class InboundFilters
{
    private readonly FilterRule[] _rules;
    private readonly SourcePattern[] _sources;
    private readonly AddressList _addresses;
    private readonly string[] _releases;
    private readonly string[] _messages;
    private readonly uint _droppedNoise;

    /// <summary>The filters of <paramref name="settings"/>; what in it cannot be used is ignored.</summary>
    public InboundFilters(FilterSettings settings)
    {
        Settings = settings;
        _rules = [.. settings.Rules.Take(FilterSettings.MaxPatterns).Where(IsUsable)];
        _sources = [.. (settings.IgnoreDefaultSources ? DefaultSources.All : []).Concat(Usable(settings.IgnoredSources)).Select(SourcePattern.Parse)];
        _addresses = new(Usable(settings.BlockedIps));
        _releases = Usable(settings.Releases);
        _messages = Usable(settings.ErrorMessages);
        foreach (var value in settings.DroppedNoise)
        {
            _droppedNoise |= 1u << (int)value;
        }
    }

    /// <summary>What holds for a project that says nothing.</summary>
    public static InboundFilters Default { get; } = new(new());

    /// <summary>What they were made of.</summary>
    public FilterSettings Settings { get; }

    /// <summary>The reason of the first filter that matches, but for those of noise; null where none does.</summary>
    public string? Match(Report report, Submission from) =>
        MatchesRule(report) ? OutcomeReasons.CustomFilter
        : IsIgnoredSource(report) ? OutcomeReasons.IgnoredSource
        : from.Address is { } address && !_addresses.IsEmpty && _addresses.Contains(address) ? OutcomeReasons.BlockedIp
        : Wildcard.MatchAny(_releases, from.Release) ? OutcomeReasons.FilteredRelease
        : _messages.Length > 0 && Wildcard.MatchAny(_messages, Describer.Describe(report).Title) ? OutcomeReasons.FilteredMessage
        : Settings.Localhost && IsLocalhost(report, from.Address) ? OutcomeReasons.Localhost
        : Settings.LegacyBrowsers.Count > 0 && LegacyBrowsers.Match(Settings.LegacyBrowsers, from.Browser, from.UserAgent) ? OutcomeReasons.LegacyBrowser
        : Settings.WebCrawlers && from.IsCrawler ? OutcomeReasons.WebCrawler
        : null;

    /// <summary>The reason where noise of that class is turned away; null where it is kept.</summary>
    public string? Match(NoiseVerdict noise) => noise.IsNoise && (_droppedNoise & (1u << (int)noise.Class)) != 0 ? OutcomeReasons.Of(noise.Class) : null;

    private bool MatchesRule(Report report)
    {
        foreach (var rule in _rules)
        {
            if (Matches(rule, report))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsIgnoredSource(Report report)
    {
        if (_sources.Length == 0 || report.Csp is not { } csp)
        {
            return false;
        }

        foreach (var source in _sources)
        {
            if (source.Match(csp.BlockedUri.Text) || source.Match(report.SourceFile))
            {
                return true;
            }
        }

        return Settings.IgnoreDefaultSources && !IsLocalDocument(report)
            && (DefaultSources.Localhost.Match(csp.BlockedUri.Text) || DefaultSources.Localhost.Match(report.SourceFile));
    }

    private static bool IsLocalhost(Report report, IPAddress? address) => (address is not null && IPAddress.IsLoopback(address)) || IsLocalDocument(report);

    /// <summary>Sentry's notion: these two hosts, names under them, and files.</summary>
    private static bool IsLocalDocument(Report report) =>
        IsOrUnder(report.DocumentHost, "localhost") || IsOrUnder(report.DocumentHost, "127.0.0.1") || report.DocumentUri?.StartsWith("file:", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsOrUnder(string? host, string name) =>
        host is not null && host.EndsWith(name, StringComparison.Ordinal) && (host.Length == name.Length || host[^(name.Length + 1)] == '.');

    private static bool Matches(FilterRule rule, Report report) =>
        Matches(rule.Directive, report.Csp?.EffectiveDirective) && Matches(rule.BlockedUri, report.Csp?.BlockedUri.Text)
        && Matches(rule.SourceFile, report.SourceFile) && Matches(rule.Sample, report.Csp?.Sample) && Matches(rule.DocumentUri, report.DocumentUri);

    private static bool Matches(string? pattern, string? text) => pattern is null || Wildcard.Match(pattern, text);

    private static bool IsUsable(FilterRule rule)
    {
        string?[] patterns = [rule.Directive, rule.BlockedUri, rule.SourceFile, rule.Sample, rule.DocumentUri];
        return Array.Exists(patterns, pattern => pattern is not null) && Array.TrueForAll(patterns, pattern => pattern is null || Wildcard.IsUsable(pattern));
    }

    private static string[] Usable(IReadOnlyList<string> patterns) => [.. patterns.Where(Wildcard.IsUsable).Take(FilterSettings.MaxPatterns)];
}
