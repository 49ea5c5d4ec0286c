using System.Net;
using Picket.Ingestion.Admission.Filters;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Inbound_filters
{
    [Theory]
    // Sentry's parser: null is any
    [InlineData("http://abc.com:86", "http", "abc.com", "86")]
    [InlineData("abc.com", null, "abc.com", null)]
    [InlineData("x.y.z:*", null, "x.y.z", null)]
    [InlineData("*://x.y.z:*", null, "x.y.z", null)]
    [InlineData("*://*:8000", null, null, "8000")]
    [InlineData("http://", "http", "", null)]
    [InlineData("*://*", null, null, null)]
    [InlineData("*.Example.com", null, "*.example.com", null)]
    [InlineData("chrome-extension://*", "chrome-extension", null, null)]
    // and where it errs
    [InlineData("http://[::1]:80", "http", "[::1]", "80")]
    [InlineData("abc.com?x=y:z", null, "abc.com", null)]
    public void Patterns_of_sources_have_three_parts(string text, string? scheme, string? domain, string? port)
    {
        var pattern = SourcePattern.Parse(text);
        Assert.Equal((scheme, domain, port), (pattern.Scheme, pattern.Domain, pattern.Port));
    }

    [Theory]
    [InlineData("abc.com", "http://abc.com", true)]
    [InlineData("abc.com", "https://abc.com:8443/x", true)]
    [InlineData("abc.com", "http://www.abc.com", false)]
    [InlineData("abc.com", "http://evilabc.com", false)]
    [InlineData("*.abc.com", "http://www.abc.com/x", true)]
    [InlineData("*.abc.com", "http://abc.com", true)]
    [InlineData("*.abc.com", "http://evilabc.com", false)]
    [InlineData("*.com:86", "http://abc.com:86", true)]
    [InlineData("*.com:87", "http://abc.def.ghc.com:87", true)]
    [InlineData("*.com:87", "http://abc.com", false)]
    [InlineData("http://other.com", "http://abc.com", false)]
    [InlineData("https://abc.com", "http://abc.com", false)]
    [InlineData("*://*:*", null, true)]
    [InlineData("abc.com", null, false)]
    [InlineData("chrome-extension://*", "chrome-extension://abcdef/x", true)]
    [InlineData("chrome-extension://*", "chrome-extension", false)]
    [InlineData("chrome-extension", "chrome-extension:2:248774", true)]
    [InlineData("about", "about:blank", true)]
    [InlineData("data:text/javascript", "data:text/javascript", true)]
    [InlineData("data:text/html", "data:text/javascript", false)]
    [InlineData("data:text/html,chromewebdata", "data:text/javascript", false)]
    [InlineData("data:", "data:text/javascript", true)]
    [InlineData("data:image/", "data:image/png", true)]
    public void Patterns_match_blocked_uris_and_source_files(string pattern, string? uri, bool matches) => Assert.Equal(matches, SourcePattern.Parse(pattern).Match(uri));

    [Theory]
    [InlineData("chrome-extension://abc/x.js", true)]
    [InlineData("https://www.superfish.com/x.js", true)]
    [InlineData("http://localhost/x.js", true)]
    [InlineData("data:text/javascript", false)]
    [InlineData("https://evil.example/x.js", false)]
    public void Sentrys_default_sources_are_filtered_where_a_project_says_so(string source, bool filtered)
    {
        var report = Make.Report(sourceFile: source);
        Assert.Equal(filtered ? OutcomeReasons.IgnoredSource : null, Match(new() { IgnoreDefaultSources = true }, report));
        Assert.Null(Match(new(), report));
    }

    [Fact]
    public void The_default_source_localhost_does_not_hide_a_developers_own_page() =>
        Assert.Null(Match(new() { IgnoreDefaultSources = true }, Page("http://localhost:3000/", "localhost", "http://localhost:3000/a.js")));

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("122.33.230.4/30", "122.33.230.5", true)]
    [InlineData("122.33.230.0/30", "122.33.230.4", false)]
    [InlineData("192.168.1.7/8", "192.1.1.1", true)]
    [InlineData("a:b:c::/126", "a:b:c::2", true)]
    [InlineData("a:b:c::/126", "a:b:c::5", false)]
    [InlineData("10.1.2.3", "::ffff:10.1.2.3", true)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("not an address", "10.1.2.3", false)]
    [InlineData("10.1.2.3/99", "10.1.2.3", false)]
    public void Addresses_on_the_deny_list_may_not_send(string entry, string address, bool filtered) => Assert.Equal(
        filtered ? OutcomeReasons.BlockedIp : null,
        Match(new() { BlockedIps = ["nonsense", entry] }, Make.Report(), from => from with { Address = IPAddress.Parse(address) }));

    [Theory]
    [InlineData("1.2.3", "1.2.3", true)]
    [InlineData("1.2.*", "1.2.3", true)]
    [InlineData("1.2", "1.2.3", false)]
    [InlineData("", "1.2.3", false)]
    [InlineData("*", null, false)]
    public void Releases_are_filtered_by_wildcards(string pattern, string? release, bool filtered) => Assert.Equal(
        filtered ? OutcomeReasons.FilteredRelease : null, Match(new() { Releases = [pattern] }, Make.Report(), from => from with { Release = release }));

    [Theory]
    [InlineData("blocked 'script' from *", true)]
    [InlineData("*CDN.example*", true)]
    [InlineData("blocked", false)]
    public void Titles_are_filtered_by_wildcards(string pattern, bool filtered) =>
        Assert.Equal(filtered ? OutcomeReasons.FilteredMessage : null, Match(new() { ErrorMessages = [pattern] }, Make.Report()));

    [Theory]
    [InlineData("http://localhost:8080/", "localhost", null, true)]
    [InlineData("http://foo.bar.localhost/", "foo.bar.localhost", null, true)]
    [InlineData("http://127.0.0.1:8080/", "127.0.0.1", null, true)]
    [InlineData("file:///tmp/a.html", null, null, true)]
    [InlineData("http://localhostbar/", "localhostbar", null, false)]
    [InlineData("https://shop.example/", "shop.example", "127.0.0.1", true)]
    [InlineData("https://shop.example/", "shop.example", "::1", true)]
    [InlineData("https://shop.example/", "shop.example", "133.12.12.1", false)]
    public void Localhost_is_filtered_where_a_project_says_so(string document, string? host, string? address, bool filtered)
    {
        var report = Page(document, host, null);
        Submission From(Submission from) => from with { Address = address is null ? null : IPAddress.Parse(address) };
        Assert.Equal(filtered ? OutcomeReasons.Localhost : null, Match(new() { Localhost = true }, report, From));
        Assert.Null(Match(new(), report, From));
    }

    [Theory]
    [InlineData("default", "Internet Explorer 9", true)]
    [InlineData("default", "Internet Explorer 10", false)]
    [InlineData("default", "Safari 5", true)]
    [InlineData("default", "Opera 14", true)]
    [InlineData("default", "Android Browser 3", true)]
    [InlineData("ie_pre_9", "Internet Explorer 9", false)]
    [InlineData("ie11", "Internet Explorer 11", true)]
    [InlineData("edge_pre_79", "Edge 18", true)]
    [InlineData("edge_pre_79", "Edge 79", false)]
    [InlineData("chrome", "Chrome 110", true)]
    [InlineData("chrome", "Chrome 111", false)]
    [InlineData("firefox", "Firefox", false)]
    [InlineData("no such option", "Firefox 1", false)]
    public void Old_browsers_are_filtered_by_option(string option, string browser, bool filtered) => Assert.Equal(
        filtered ? OutcomeReasons.LegacyBrowser : null, Match(new() { LegacyBrowsers = [option] }, Make.Report(), from => from with { Browser = browser }));

    [Fact]
    public void Opera_Mini_tells_its_own_version()
    {
        const string seven = "Opera/9.80 (J2ME/MIDP; Opera Mini/7.0.32796/59.323; U; fr) Presto/2.12.423 Version/12.16";
        Assert.Equal(OutcomeReasons.LegacyBrowser, Match(new() { LegacyBrowsers = ["opera_mini_pre_8"] }, Make.Report(), from => from with { Browser = "Opera 12", UserAgent = seven }));
        Assert.Null(Match(new() { LegacyBrowsers = ["opera_pre_15"] }, Make.Report(), from => from with { Browser = "Opera 12", UserAgent = seven }));
    }

    [Fact]
    public void Crawlers_are_filtered_unless_a_project_says_otherwise()
    {
        Assert.Equal(OutcomeReasons.WebCrawler, Match(new(), Make.Report(), from => from with { UserAgent = "Googlebot/2.1" }));
        Assert.Null(Match(new() { WebCrawlers = false }, Make.Report(), from => from with { UserAgent = "Googlebot/2.1" }));
    }

    [Fact]
    public void A_rule_matches_where_all_of_its_patterns_do()
    {
        var rule = new FilterRule { Directive = "script-src*", BlockedUri = "https://CDN.example/*", DocumentUri = "*/cart" };
        Assert.Equal(OutcomeReasons.CustomFilter, Match(new() { Rules = [rule] }, Make.Report()));
        Assert.Null(Match(new() { Rules = [rule with { Directive = "style-src*" }] }, Make.Report()));
        Assert.Null(Match(new() { Rules = [rule with { Sample = "*" }] }, Make.Report()));
        Assert.Null(Match(new() { Rules = [new()] }, Make.Report()));
        Assert.Null(Match(new() { Rules = [rule with { DocumentUri = new string('*', 1000) }] }, Make.Report()));
    }

    [Fact]
    public void The_first_filter_in_Sentrys_order_names_the_reason()
    {
        var all = new FilterSettings
        {
            Rules = [new() { Directive = "script-src" }],
            IgnoredSources = ["cdn.example"],
            BlockedIps = ["10.0.0.0/8"],
            Releases = ["1.*"],
        };
        Submission From(Submission from) => from with { Address = IPAddress.Parse("10.1.1.1"), Release = "1.0", UserAgent = "Googlebot/2.1" };
        Assert.Equal(OutcomeReasons.CustomFilter, Match(all, Make.Report(), From));
        Assert.Equal(OutcomeReasons.IgnoredSource, Match(all with { Rules = [] }, Make.Report(), From));
        Assert.Equal(OutcomeReasons.BlockedIp, Match(all with { Rules = [], IgnoredSources = [] }, Make.Report(), From));
        Assert.Equal(OutcomeReasons.FilteredRelease, Match(all with { Rules = [], IgnoredSources = [], BlockedIps = [] }, Make.Report(), From));
    }

    [Fact]
    public void Only_dropped_classes_of_noise_are_turned_away()
    {
        var filters = new InboundFilters(new() { DroppedNoise = [NoiseClass.Extension] });
        Assert.Equal("noise-extension", filters.Match(NoiseVerdict.Of([NoiseReasons.ExtensionScheme])));
        Assert.Null(filters.Match(NoiseVerdict.Of([NoiseReasons.AppBridge])));
        Assert.Null(filters.Match(NoiseVerdict.Of([NoiseReasons.MaskedSource])));
        Assert.Null(filters.Match(NoiseVerdict.Clean));
        Assert.All(NoiseClasses.All, value => Assert.NotNull(OutcomeReasons.Known(OutcomeReasons.Of(value))));
    }

    private static string? Match(FilterSettings settings, Report report, Func<Submission, Submission>? with = null) =>
        new InboundFilters(settings).Match(report, (with ?? (from => from))(Make.Submission(report)));

    private static Report Page(string document, string? host, string? source)
    {
        var report = Make.Report(sourceFile: source);
        return new() { Kind = report.Kind, Fingerprint = report.Fingerprint, Type = report.Type, DocumentUri = document, DocumentHost = host, SourceFile = source, Csp = report.Csp, Raw = report.Raw };
    }
}
