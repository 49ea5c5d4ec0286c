namespace Picket.Reports.Tests.Normalization;

public class BlockedUriTests
{
    [Theory]
    // Inline code and keywords
    [InlineData("", BlockedUriKind.Local, "'self'")]
    [InlineData("self", BlockedUriKind.Local, "'self'")]
    [InlineData("'self'", BlockedUriKind.Local, "'self'")]
    [InlineData("inline", BlockedUriKind.Inline, "inline:")]
    [InlineData("eval", BlockedUriKind.Eval, "eval:")]
    [InlineData("wasm-eval", BlockedUriKind.WasmEval, "wasm-eval:")]
    [InlineData("trusted-types-policy", BlockedUriKind.TrustedTypesPolicy, "trusted-types-policy:")]
    [InlineData("trusted-types-sink", BlockedUriKind.TrustedTypesSink, "trusted-types-sink:")]
    // A keyword in another case is a word like any other.
    [InlineData("INLINE", BlockedUriKind.OtherScheme, "INLINE:")]
    [InlineData("Eval", BlockedUriKind.OtherScheme, "Eval:")]
    // Schemes alone, as CSP3 reports them
    [InlineData("data", BlockedUriKind.Data, "data:")]
    [InlineData("blob", BlockedUriKind.Blob, "blob:")]
    [InlineData("filesystem", BlockedUriKind.FileSystem, "filesystem:")]
    [InlineData("about", BlockedUriKind.OtherScheme, "about:")]
    [InlineData("ftp", BlockedUriKind.OtherScheme, "ftp://")]
    [InlineData("http", BlockedUriKind.OtherScheme, "http://")]
    [InlineData("wss", BlockedUriKind.OtherScheme, "wss://")]
    [InlineData("chrome-extension", BlockedUriKind.Extension, "chrome-extension:")]
    [InlineData("moz-extension", BlockedUriKind.Extension, "moz-extension:")]
    [InlineData("safari-web-extension", BlockedUriKind.Extension, "safari-web-extension:")]
    [InlineData("ms-browser-extension", BlockedUriKind.Extension, "ms-browser-extension:")]
    [InlineData("android-webview", BlockedUriKind.OtherScheme, "android-webview:")]
    [InlineData("null", BlockedUriKind.OtherScheme, "null:")]
    // Schemes with what they name
    [InlineData("data:image/png;base64,iVBORw0KGgo=", BlockedUriKind.Data, "data:")]
    [InlineData("DATA:text/plain,hello", BlockedUriKind.Data, "data:")]
    [InlineData("blob:https://example.com/6b0c", BlockedUriKind.Blob, "blob:")]
    [InlineData("filesystem:https://example.com/temporary/a", BlockedUriKind.FileSystem, "filesystem:")]
    [InlineData("chrome-extension://abcdefghijkl/page.html", BlockedUriKind.Extension, "chrome-extension://abcdefghijkl")]
    [InlineData("chrome-extension://", BlockedUriKind.Extension, "chrome-extension:")]
    [InlineData("chrome-extension:2:248774", BlockedUriKind.Extension, "chrome-extension:")]
    [InlineData("mxaddon-pkg://x/y", BlockedUriKind.Extension, "mxaddon-pkg://x")]
    [InlineData("about:blank", BlockedUriKind.OtherScheme, "about:")]
    [InlineData("file:///etc/hosts", BlockedUriKind.OtherScheme, "file://")]
    [InlineData("file://server/share", BlockedUriKind.OtherScheme, "file://server")]
    [InlineData("ftp://example.org/a", BlockedUriKind.OtherScheme, "ftp://example.org")]
    [InlineData("bdvideo://error", BlockedUriKind.OtherScheme, "bdvideo://error")]
    [InlineData("xyz://Host.Name/a", BlockedUriKind.OtherScheme, "xyz://Host.Name")]
    [InlineData("gopher:", BlockedUriKind.OtherScheme, "gopher://")]
    [InlineData("javascript:alert(1)", BlockedUriKind.OtherScheme, "javascript:")]
    public void Words_and_schemes_have_a_kind_and_no_host(string blockedUri, BlockedUriKind kind, string display)
    {
        var blocked = One.Blocked("img-src", blockedUri).Csp!.BlockedUri;

        Assert.Equal((kind, display, null, null), (blocked.Kind, blocked.Display, blocked.Host, blocked.Port));
    }

    [Theory]
    [InlineData("https://evil.example", "evil.example", null, "evil.example")]
    [InlineData("https://evil.example/", "evil.example", null, "evil.example")]
    [InlineData("https://evil.example/a/b.js?c#d", "evil.example", null, "evil.example")]
    [InlineData("http://evil.example/x", "evil.example", null, "evil.example")]
    [InlineData("HTTPS://Evil.Example/x", "evil.example", null, "evil.example")]
    [InlineData("https://evil.example:443/x", "evil.example", 443, "evil.example")]
    [InlineData("http://evil.example:80/x", "evil.example", 80, "evil.example")]
    [InlineData("https://evil.example:80/x", "evil.example", 80, "evil.example:80")]
    [InlineData("https://evil.example:8443/x", "evil.example", 8443, "evil.example:8443")]
    [InlineData("https://evil.example:/x", "evil.example", null, "evil.example")]
    [InlineData("https://user:secret@evil.example/x", "evil.example", null, "evil.example")]
    [InlineData("https://a@b@evil.example/x", "evil.example", null, "evil.example")]
    [InlineData("https://[2001:db8::1]/x", "[2001:db8::1]", null, "[2001:db8::1]")]
    [InlineData("https://[2001:DB8::1]:8443/x", "[2001:db8::1]", 8443, "[2001:db8::1]:8443")]
    [InlineData("https://192.0.2.7:8123/", "192.0.2.7", 8123, "192.0.2.7:8123")]
    [InlineData("https://localhost:5000/", "localhost", 5000, "localhost:5000")]
    [InlineData("https://evil.example?query", "evil.example", null, "evil.example")]
    [InlineData("https://evil.example#fragment", "evil.example", null, "evil.example")]
    [InlineData("https:evil.example/x", "evil.example", null, "evil.example")]
    [InlineData("https:\\\\evil.example\\x", "evil.example", null, "evil.example")]
    [InlineData("https:///evil.example/x", "evil.example", null, "evil.example")]
    [InlineData("https://xn--bcher-kva.example/", "xn--bcher-kva.example", null, "xn--bcher-kva.example")]
    [InlineData("https://bücher.example/", "bücher.example", null, "bücher.example")]
    [InlineData("https://*.example.com", "*.example.com", null, "*.example.com")]
    [InlineData("https://under_score.example/", "under_score.example", null, "under_score.example")]
    [InlineData("https://evil.example./", "evil.example.", null, "evil.example.")]
    [InlineData("ws://evil.example/s", "evil.example", null, "ws://evil.example")]
    [InlineData("wss://evil.example/s", "evil.example", null, "wss://evil.example")]
    [InlineData("wss://evil.example:443/s", "evil.example", 443, "wss://evil.example")]
    [InlineData("wss://evil.example:9000/s", "evil.example", 9000, "wss://evil.example:9000")]
    // Hosts without a scheme; the title keeps Sentry's reading of them as a scheme.
    [InlineData("127.0.0.1", "127.0.0.1", null, "127.0.0.1:")]
    [InlineData("evil.example", "evil.example", null, "evil.example:")]
    [InlineData("evil.example:8080", "evil.example", 8080, "evil.example:")]
    [InlineData("localhost:8080", "localhost", 8080, "localhost:")]
    [InlineData("127.0.0.1:4001/isrunning", "127.0.0.1", 4001, "127.0.0.1:4001/isrunning")]
    public void Urls_and_bare_hosts_have_a_host(string blockedUri, string host, int? port, string display)
    {
        var blocked = One.Blocked("img-src", blockedUri).Csp!.BlockedUri;

        Assert.Equal((BlockedUriKind.Url, host, port, display), (blocked.Kind, blocked.Host, blocked.Port, blocked.Display));
    }

    [Theory]
    [InlineData("https://")]
    [InlineData("https:///")]
    [InlineData("https://user@/")]
    [InlineData("https://evil example/")]
    [InlineData("https://evil.example:99999/")]
    [InlineData("https://evil.example:port/")]
    [InlineData("https://[2001:db8::1/")]
    [InlineData("https://[not-an-address]/")]
    [InlineData("https://%zz/")]
    [InlineData("://evil")]
    [InlineData(":")]
    [InlineData("1:2:3")]
    public void What_is_malformed_has_no_host_and_is_shown_as_it_is(string blockedUri)
    {
        var blocked = One.Blocked("img-src", blockedUri).Csp!.BlockedUri;

        Assert.Equal((BlockedUriKind.OtherScheme, null, blocked.Text), (blocked.Kind, blocked.Host, blocked.Display));
    }

    [Theory]
    [InlineData("""{"csp-report":{"effective-directive":"img-src"}}""")]
    [InlineData("""{"csp-report":{"effective-directive":"img-src","blocked-uri":null}}""")]
    [InlineData("""{"csp-report":{"effective-directive":"img-src","blocked-uri":5}}""")]
    [InlineData("""{"csp-report":{"effective-directive":"img-src","blocked-uri":{"a":"b"}}}""")]
    public void No_usable_blocked_uri_is_missing_and_shown_as_self(string json) =>
        Assert.Equal(new(BlockedUriKind.Missing, "", "'self'", null, null), One.Report(json).Csp!.BlockedUri);

    [Fact]
    public void A_host_longer_than_any_name_is_none()
    {
        var blocked = One.Blocked("img-src", $"https://{new string('a', 300)}.example/").Csp!.BlockedUri;

        Assert.Null(blocked.Host);
        Assert.InRange(blocked.Display.Length, 1, 200);
    }

    [Theory]
    [InlineData("https://user:secret@evil.example/x?token=secret&b=secret#secret", "https://evil.example/x?token=*&b=*")]
    [InlineData("data:image/png;base64,secret", "data:image/png")]
    [InlineData("data:,secret", "data:")]
    [InlineData("javascript:secret()", "javascript:")]
    [InlineData("blob:https://evil.example/6b0c#secret", "blob:https://evil.example/6b0c")]
    public void The_kept_text_is_masked(string blockedUri, string text) =>
        Assert.Equal(text, One.Blocked("img-src", blockedUri).Csp!.BlockedUri.Text);
}
