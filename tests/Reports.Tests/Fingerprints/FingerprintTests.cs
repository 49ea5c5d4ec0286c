using System.Security.Cryptography;
using System.Text;

namespace Picket.Reports.Tests.Fingerprints;

public class FingerprintTests
{
    [Theory]
    [InlineData("script-src", "https://evil.example/x.js", "evil.example")]
    [InlineData("script-src", "http://evil.example", "evil.example")]
    [InlineData("script-src", "https://evil.example:443/x.js", "evil.example:443")]
    [InlineData("script-src", "https://Evil.Example/x.js", "Evil.Example")]
    [InlineData("script-src", "HTTPS://evil.example/x.js", "evil.example")]
    [InlineData("script-src", "https://user:pw@evil.example/x.js", "user:pw@evil.example")]
    [InlineData("script-src", "https://evil.example?a", "evil.example")]
    [InlineData("script-src", "https://evil.example#a", "evil.example")]
    [InlineData("script-src", "https://[2001:db8::1]:8443/x", "[2001:db8::1]:8443")]
    [InlineData("script-src", "https:evil.example", "")]
    [InlineData("img-src", "data:image/png;base64,AAAA", "data:")]
    [InlineData("img-src", "data", "data:")]
    [InlineData("img-src", "INLINE", "INLINE:")]
    [InlineData("script-src", "inline", "inline:")]
    [InlineData("script-src", "eval", "eval:")]
    [InlineData("img-src", "ftp://example.org/a", "ftp://example.org")]
    [InlineData("img-src", "ftp", "ftp://")]
    [InlineData("img-src", "blob:https://example.com/6b0c", "blob:")]
    [InlineData("connect-src", "wss://evil.example:9000/s", "wss://evil.example:9000")]
    [InlineData("img-src", "chrome-extension://abcdef/x", "chrome-extension://abcdef")]
    [InlineData("img-src", "Chrome-Extension://AbcDef/x", "chrome-extension://AbcDef")]
    [InlineData("img-src", "file:///etc/hosts", "file://")]
    [InlineData("img-src", "evil.example", "evil.example:")]
    [InlineData("img-src", "about:blank", "about:")]
    [InlineData("img-src", "//evil.example:80/x", "//evil.example:80")]
    [InlineData("img-src", "", "'self'")]
    [InlineData("img-src", "self", "'self'")]
    [InlineData("img-src", "'self'", "'self'")]
    [InlineData("img-src", null, "'self'")]
    public void Directive_and_blocked_uri_as_python_reads_it_make_the_fingerprint(string directive, string? blockedUri, string value) =>
        Assert.Equal(Md5(directive + value), One.Blocked(directive, blockedUri).Fingerprint.ToString());

    [Theory]
    [InlineData("script-src", "", "script-src 'unsafe-inline'", "'unsafe-inline'")]
    [InlineData("script-src", "self", "script-src 'unsafe-eval'", "'unsafe-eval'")]
    [InlineData("script-src", "self", "script-src 'unsafe-eval' 'unsafe-inline'", "'unsafe-inline'")]
    [InlineData("script-src", "self", "script-src 'self'", "'self'")]
    [InlineData("script-src", "inline", "script-src 'unsafe-inline'", "inline:")]
    [InlineData("script-src-elem", "self", "script-src-elem 'unsafe-inline'", "'self'")]
    [InlineData("style-src", "self", "style-src 'unsafe-inline'", "'self'")]
    public void A_local_script_violation_is_told_apart_by_its_directives_keyword(string directive, string blockedUri, string violated, string value) =>
        Assert.Equal(
            Md5(directive + value),
            One.Csp(("effective-directive", directive), ("violated-directive", violated), ("blocked-uri", blockedUri)).Fingerprint.ToString());

    [Fact]
    public void The_known_snapshots_of_sentry_hold()
    {
        Assert.Equal("666766514295bb52812324097cdaf53e", One.Blocked("script-src", "https://YYY").Fingerprint.ToString());
        Assert.Equal("efddf1cde918097259aa7d4904fb1942", One.Blocked("script-src", "").Fingerprint.ToString());
    }

    [Fact]
    public void A_host_longer_than_any_buffer_still_has_a_fingerprint()
    {
        var host = string.Concat(Enumerable.Repeat("ü", 3000));

        Assert.Equal(Md5("img-src" + host), One.Blocked("img-src", $"https://{host}/").Fingerprint.ToString());
    }

    [Fact]
    public void An_unknown_type_is_one_issue_a_document_host()
    {
        var report = One.Report("""{"type":"x-gone","url":"https://Example.com/a?b","body":{"id":"x"}}""");

        Assert.Equal(Md5("other\nx-gone\nexample.com"), report.Fingerprint.ToString());
        Assert.Equal(report.Fingerprint, One.Report("""{"type":"x-gone","url":"https://example.com/c","body":{"id":"y"}}""").Fingerprint);
        Assert.NotEqual(report.Fingerprint, One.Report("""{"type":"x-gone","url":"https://example.org/a","body":{"id":"x"}}""").Fingerprint);
        Assert.NotEqual(report.Fingerprint, One.Report("""{"type":"x-fall","url":"https://example.com/a","body":{"id":"x"}}""").Fingerprint);
    }

    private static string Md5(string text) =>
#pragma warning disable CA5351 // The formula under test.
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
