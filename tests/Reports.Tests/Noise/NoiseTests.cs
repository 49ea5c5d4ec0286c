using Picket.Reports.Noise;

namespace Picket.Reports.Tests.Noise;

public class NoiseTests
{
    [Theory]
    // What was blocked: schemes, with and without what follows
    [InlineData("chrome-extension", "extension-scheme")]
    [InlineData("chrome-extension://abcdef/x.js", "extension-scheme")]
    [InlineData("chrome-extension:2:248774", "extension-scheme")]
    [InlineData("MOZ-EXTENSION://abcdef/x.js", "extension-scheme")]
    [InlineData("ms-browser-extension", "extension-scheme")]
    [InlineData("mxjscall://", "extension-scheme")]
    [InlineData("tmtbff://x", "extension-scheme")]
    [InlineData("about:blank", "browser-scheme")]
    [InlineData("about", "browser-scheme")]
    [InlineData("view-source", "browser-scheme")]
    [InlineData("chrome://global/x.css", "browser-scheme")]
    [InlineData("android-webview", "browser-scheme")]
    [InlineData("ms-appx-web", "browser-scheme")]
    [InlineData("data:text/html,chromewebdata", "browser-scheme")]
    [InlineData("wvjbscheme://__wvjb_queue_message__", "app-bridge")]
    [InlineData("bdvideo://error", "app-bridge")]
    [InlineData("none://rapport-daishi", "app-bridge")]
    [InlineData("webviewprogressproxy://", "app-bridge")]
    [InlineData("weixinping://x", "app-bridge")]
    // Hosts that nothing but the noise uses
    [InlineData("https://gc.kaspersky-labs.com/x.js", "security-host")]
    [InlineData("https://nikkomsgchannel", "security-host")]
    [InlineData("https://gateway.zscalertwo.net/auT", "security-host")]
    [InlineData("https://cdn.joinhoney.com/fonts/honey.ttf", "extension-host")]
    // Paths on any host
    [InlineData("https://netcheckcdn.xyz/optout/get?jsonp=__twb_cb_1&key=2", "adware-path")]
    [InlineData("https://example.com/netdefender/hui/ndhui.js", "security-path")]
    // Local, though the page is not
    [InlineData("http://127.0.0.1:4001/isrunning", "local-address")]
    [InlineData("http://localhost/x", "local-address")]
    [InlineData("127.0.0.1", "local-address")]
    [InlineData("http://10.1.2.3:15871/cgi", "local-address")]
    [InlineData("http://192.168.1.1/", "local-address")]
    [InlineData("http://[::1]:8080/", "local-address")]
    [InlineData("http://1.1.1.1/bmi/example.com/a.png", "local-address")]
    public void Strong_evidence_in_the_blocked_uri_is_enough(string blockedUri, string reason)
    {
        var verdict = Classify(One.Blocked("img-src", blockedUri));

        Assert.True(verdict.IsNoise);
        Assert.Equal([reason], verdict.Reasons.Select(found => found.Code));
    }

    [Theory]
    // Weak or no evidence: a report of which this is all is never noise
    [InlineData("https://evilkaspersky-labs.com/x.js")]
    [InlineData("https://kaspersky-labs.com.evil.example/x.js")]
    [InlineData("https://www.google-analytics.com/collect")]
    [InlineData("https://localhost.evil.example/x.js")]
    [InlineData("https://localhoster.example/x.js")]
    [InlineData("https://local.example/x.js")]
    [InlineData("https://127.0.0.1.evil.example/x.js")]
    [InlineData("https://11.1.2.3/x.js")]
    [InlineData("https://172.32.0.1/x.js")]
    [InlineData("https://1.1.1.1/x.js")]
    [InlineData("https://www.superfish.com/x.js")]
    [InlineData("https://devappstor.com/x.js")]
    [InlineData("https://cdn.akamaihd.net/x.js")]
    [InlineData("https://widgets.amung.us/x.js")]
    [InlineData("https://github.com/x.js")]
    [InlineData("data")]
    [InlineData("data:text/javascript,alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("data:image/png;base64,iVBO")]
    [InlineData("blob")]
    [InlineData("blob:https://example.com/1")]
    [InlineData("filesystem")]
    [InlineData("inline")]
    [InlineData("eval")]
    [InlineData("wasm-eval")]
    [InlineData("self")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("ftp://a.example/")]
    [InlineData("https://about/")]
    [InlineData("https://a.example/chrome-extension/x.js")]
    public void What_a_site_may_have_caused_itself_is_no_noise(string blockedUri)
    {
        var verdict = Classify(One.Blocked("script-src-elem", blockedUri));

        Assert.False(verdict.IsNoise);
        Assert.InRange(verdict.Score, 0, NoiseVerdict.Threshold - 1);
    }

    [Theory]
    [InlineData("chrome-extension", "extension-source")]
    [InlineData("chrome-extension:2:248774", "extension-source")]
    [InlineData("safari-extension://org.adblockplus.adblockplussafari-gryyzr985a", "extension-source")]
    [InlineData("safari-extension://org.openqa.selenium-1/x.js", "extension-source")]
    [InlineData("moz-extension://1234/x.js", "extension-source")]
    [InlineData("resource://gre/x.js", "browser-source")]
    [InlineData("https://gc.kaspersky-labs.com/main.js", "security-host")]
    [InlineData("http://127.0.0.1:8080/x.js", "local-address")]
    public void The_source_file_is_strong_evidence(string source, string reason) =>
        Assert.Equal([reason], Classify(Violation(("sourceFile", source))).Reasons.Select(found => found.Code));

    [Theory]
    [InlineData("webkit-masked-url://hidden/", 15)]
    [InlineData("https://example.com/main.js", 0)]
    [InlineData("https://cdn.other.example/main.js", 0)]
    [InlineData("https://a.akamaihd.net/main.js", 30)]
    [InlineData("about:blank", 0)]
    public void A_source_file_that_pages_have_too_is_a_hint_at_most(string source, int score) => Assert.Equal((score, false), ScoreOf(Violation(("sourceFile", source))));

    [Theory]
    [InlineData("try {\nwindow.AG_onLoad = function(func)", "extension-sample")]
    [InlineData(";(function installGlobalHook(window) {", "extension-sample")]
    [InlineData("window.klTabId_kis = 1", "security-sample")]
    [InlineData("const V8_STACK_TRACE", "extension-sample")]
    public void The_sample_is_strong_evidence(string sample, string reason)
    {
        var verdict = Classify(Violation(("blockedURL", "inline"), ("sample", sample)));

        Assert.Equal((true, reason), (verdict.IsNoise, verdict.Reasons[0].Code));
    }

    [Theory]
    [InlineData("var event_id = 5;", 30)]
    [InlineData("ga('create')", 0)]
    public void Code_that_pages_have_too_is_a_hint_at_most(string sample, int score) =>
        Assert.Equal((score, false), ScoreOf(Violation(("blockedURL", "inline"), ("sample", sample))));

    [Theory]
    [InlineData("https://example-com.translate.goog/page", NoiseClass.Translated)]
    [InlineData("https://webcache.googleusercontent.com/search?q=x", NoiseClass.Translated)]
    [InlineData("file:///C:/saved/page.html", NoiseClass.Translated)]
    [InlineData("chrome-extension://abc/page.html", NoiseClass.Extension)]
    [InlineData("chrome-error://chromewebdata/", NoiseClass.BrowserInternal)]
    [InlineData("https://translate.google.com/", NoiseClass.None)]
    [InlineData("https://example.com/", NoiseClass.None)]
    [InlineData("about:srcdoc", NoiseClass.None)]
    [InlineData("about", NoiseClass.None)]
    [InlineData("http://localhost:3000/", NoiseClass.None)]
    public void The_document_says_where_the_page_was_seen(string document, NoiseClass expected) =>
        Assert.Equal(expected, Classify(Violation(("documentURL", document), ("blockedURL", "https://a.example/x.js"))).Class);

    [Theory]
    [InlineData("http://localhost:3000/", "http://localhost:8080/api")]
    [InlineData("http://127.0.0.1/", "http://localhost:8080/api")]
    [InlineData("http://192.168.1.5/", "http://192.168.1.6/api")]
    [InlineData("http://app.localhost/", "http://10.0.0.1/api")]
    public void What_a_local_page_asks_for_locally_is_its_developers_business(string document, string blocked) =>
        Assert.Equal(NoiseClass.None, Classify(Violation(("documentURL", document), ("blockedURL", blocked))).Class);

    [Theory]
    [InlineData("connect-src", "wss://example.com/", "Internet Explorer 11", "explorer-socket")]
    [InlineData("connect-src", "wss://example.com/", "Edge 120", "")]
    [InlineData("base-uri", "about:blank", "Firefox 48", "firefox-base-uri")]
    [InlineData("base-uri", "about:blank", "Firefox 49", "browser-scheme")]
    [InlineData("script-src", "self", "Firefox 42", "firefox-self")]
    [InlineData("script-src", "self", "Firefox 43", "")]
    [InlineData("script-src", "self", "Firefox", "")]
    public void Bugs_belong_to_versions(string directive, string blocked, string browser, string reasons) => Assert.Equal(
        reasons, string.Join(' ', NoiseClassifier.Classify(One.Blocked(directive, blocked), new(browser)).Reasons.Select(found => found.Code)));

    [Fact]
    public void Weak_evidence_adds_up()
    {
        var verdict = Classify(Violation(("blockedURL", "https://devappstor.com/x.js"), ("sourceFile", "https://a.akamaihd.net/y.js")));

        Assert.Equal((NoiseClass.Adware, 70), (verdict.Class, verdict.Score));
        Assert.Equal(["adware-host", "adware-host-weak"], verdict.Reasons.Select(found => found.Code));
    }

    [Fact]
    public void A_crawlers_report_is_noise() => Assert.Equal(NoiseClass.Crawler, NoiseClassifier.Classify(One.Blocked("img-src", "data"), new(IsCrawler: true)).Class);

    [Theory]
    [InlineData("script-src 'unsafe-inline'", "script-src-elem", "inline", "policy-allows")]
    [InlineData("img-src https:", "img-src", "https://a.example/a.png", "policy-allows")]
    [InlineData("img-src data:", "img-src", "data", "policy-allows")]
    [InlineData("img-src 'self'", "font-src", "https://a.example/f", "policy-allows")]
    [InlineData("img-src https://a.example", "img-src", "https://a.example/a.png", "policy-allows-unless-redirected")]
    [InlineData("connect-src 'self'", "connect-src", "wss://example.com/", "")]
    [InlineData("img-src 'self'", "img-src", "https://a.example/a.png", "")]
    [InlineData("script-src 'nonce-abc'", "script-src-elem", "inline", "")]
    public void What_the_reported_policy_allows_is_impossible(string policy, string directive, string blocked, string reasons)
    {
        var report = Violation(("originalPolicy", policy), ("effectiveDirective", directive), ("blockedURL", blocked));

        var verdict = NoiseClassifier.Classify(report, new(Policies: new()));

        Assert.Equal(reasons, string.Join(' ', verdict.Reasons.Select(found => found.Code)));
        Assert.Equal(reasons == "policy-allows", verdict.IsNoise);
    }

    [Theory]
    [InlineData("script-src 'self' https://gc.kis.v2.scr.kaspersky-labs.com", "security-policy")]
    [InlineData("default-src 'self'; connect-src wss://*.kaspersky-labs.com:443/x", "security-policy")]
    [InlineData("script-src 'self' GATEWAY.ZSCALERTWO.NET", "security-policy")]
    [InlineData("script-src 'self' evilkaspersky-labs.com", "")]
    [InlineData("script-src 'self' kaspersky-labs.com.evil.example", "")]
    [InlineData("script-src 'self' https://cdn.example/kaspersky-labs.com", "")]
    [InlineData("script-src 'self' cdn.joinhoney.com", "")]
    public void A_policy_that_names_a_security_products_host_is_a_hint_but_not_enough_alone(string policy, string reasons)
    {
        var verdict = NoiseClassifier.Classify(ReportWithPolicy(policy), new(Policies: new()));

        Assert.Equal(reasons, string.Join(' ', verdict.Reasons.Select(found => found.Code)));
        Assert.False(verdict.IsNoise);
    }

    [Fact]
    public void What_a_security_product_wrote_into_the_policy_tells_whom_a_rare_one_is_from()
    {
        var verdict = NoiseClassifier.Classify(ReportWithPolicy("script-src 'self' gateway.zscalertwo.net"), new(Policies: new())).With(NoiseReasons.RarePolicy);

        Assert.Equal((NoiseClass.Tampered, 90), (verdict.Class, verdict.Score));
    }

    [Fact]
    public void Policies_that_differ_in_nonces_are_one_and_others_never_are()
    {
        var cache = new PolicyCache(1);
        var (first, again, other) = (WithPolicy("script-src 'nonce-aaa' x.example"), WithPolicy("script-src 'nonce-bbbb' x.example"), WithPolicy("script-src 'nonce-aaa' y.example"));

        Assert.Same(cache.Find(first), cache.Find(again));
        Assert.NotSame(cache.Find(first), cache.Find(other));
        Assert.Equal(first.PolicyId, again.PolicyId);
        Assert.NotEqual(first.PolicyId, other.PolicyId);
        Assert.Null(cache.Find(WithPolicy(new string('a', PolicyCache.MaxPolicyBytes + 1))));
    }

    [Fact]
    public void Every_reason_has_a_code_of_its_own_and_is_found_by_it()
    {
        Assert.All(NoiseReasons.All, reason => Assert.Same(reason, NoiseReasons.Find(reason.Code)));
        Assert.All(NoiseReasons.All, reason => Assert.InRange(reason.Weight, 1, NoiseVerdict.MaxScore));
        Assert.All(NoiseClasses.All, value => Assert.Equal(value, NoiseClasses.Parse(NoiseClasses.NameOf(value))));
        Assert.Equal((NoiseClass.Extension, 100), (NoiseVerdict.OfCodes(["extension-scheme", "gone"]).Class, NoiseVerdict.OfCodes(["extension-scheme", "gone"]).Score));
    }

    [Fact]
    public void Nothing_is_allocated_for_clean_reports_nor_for_single_reasons()
    {
        var context = new NoiseContext("Chrome 156", Policies: new());
        Report[] reports = [Violation(("blockedURL", "https://evil.example/x.js"), ("originalPolicy", "default-src 'none'; script-src 'self' https://a.example")), One.Blocked("img-src", "chrome-extension")];
        Array.ForEach(reports, report => NoiseClassifier.Classify(report, context));
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var report in reports)
        {
            NoiseClassifier.Classify(report, context);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static NoiseVerdict Classify(Report report) => NoiseClassifier.Classify(report, default);

    private static (int Score, bool IsNoise) ScoreOf(Report report) => (Classify(report).Score, Classify(report).IsNoise);

    private static CspViolation WithPolicy(string policy) => ReportWithPolicy(policy).Csp!;

    private static Report ReportWithPolicy(string policy) => Violation(("originalPolicy", policy));

    private static Report Violation(params (string Name, object? Value)[] fields) => One.Violation(
        [.. new (string Name, object? Value)[] { ("documentURL", "https://example.com/"), ("effectiveDirective", "script-src"), ("blockedURL", "https://a.example/x.js") }
            .Where(field => !fields.Any(given => given.Name == field.Name)), .. fields]);
}
