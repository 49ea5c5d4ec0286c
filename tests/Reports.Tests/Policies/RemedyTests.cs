using Picket.Reports.Policies;

namespace Picket.Reports.Tests.Policies;

public class RemedyTests
{
    private const string Policy = "default-src 'none'; script-src 'self' https://a.example; style-src 'self'; img-src 'self'";

    /// <summary>Directive | what was blocked | the ways, each as its risk and the source it adds (page: the page changes).</summary>
    [Theory]
    [InlineData("script-src-elem | inline              | None page, Low 'sha256-…', Low 'nonce-…', High 'unsafe-inline'")]
    [InlineData("script-src      | self                | None page, Low 'sha256-…', Low 'nonce-…', High 'unsafe-inline'")]
    [InlineData("script-src-attr | inline:             | None page, Medium 'unsafe-hashes' 'sha256-…', High 'unsafe-inline'")]
    [InlineData("style-src-elem  | inline              | None page, Low 'sha256-…', Low 'nonce-…', Medium 'unsafe-inline'")]
    [InlineData("style-src-attr  | inline              | None page, Low 'unsafe-hashes' 'sha256-…', Medium 'unsafe-inline'")]
    [InlineData("script-src      | eval                | None page, Medium 'trusted-types-eval', High 'unsafe-eval'")]
    [InlineData("script-src      | wasm-eval           | Low 'wasm-unsafe-eval', High 'unsafe-eval'")]
    [InlineData("require-trusted-types-for | trusted-types-sink | None page, None page, High without")]
    [InlineData("trusted-types   | trusted-types-policy | None page, Low name-of-the-policy, Medium *")]
    [InlineData("script-src-elem | https://cdn.example.net/v/a.js | None page, Low 'sha256-…', Low 'nonce-…', Low https://cdn.example.net/v/a.js, Medium https://cdn.example.net, High https://*.example.net, High https:")]
    [InlineData("img-src         | cdn.example.net     | None page, Medium https://cdn.example.net, Medium https://*.example.net, Medium https:")]
    [InlineData("img-src         | data                | None page, Low data:")]
    [InlineData("script-src      | data:               | None page, High data:")]
    [InlineData("worker-src      | blob                | None page, Medium blob:")]
    [InlineData("frame-src       | data                | None page, Medium data:")]
    [InlineData("frame-src       | https://pay.example | Medium https://pay.example, Medium https:")]
    [InlineData("connect-src     | wss://live.example:8443 | Medium wss://live.example:8443, Medium wss:")]
    [InlineData("form-action     | https://pay.example | Medium https://pay.example, High https:")]
    [InlineData("frame-ancestors | https://partner.example | Medium https://partner.example")]
    [InlineData("font-src        | shop.example        | Low 'self', Medium https://shop.example, Medium https:")]
    [InlineData("sandbox         | inline              | ")]
    [InlineData("img-src         | 10.0.0.1            | None page, Medium https://10.0.0.1, Medium https:")]
    [InlineData("img-src         | \"><script>          | ")]
    [InlineData("img-src         |                     | ")]
    public void Each_violation_has_its_ways_out(string line)
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        var ways = PolicyRemedies.Of(ContentSecurityPolicy.Parse(Policy), columns[0], columns[1], "shop.example");
        Assert.Equal(columns[2], string.Join(", ", ways.Select(way => $"{way.Risk} {way.Source ?? (way.Directive is null ? "page" : "without")}")));
    }

    /// <summary>Policy | directive | what was blocked | what the last but one way, the host's, makes of the directive.</summary>
    [Theory]
    [InlineData("img-src 'none'                     | img-src         | b.example | img-src https://b.example")]
    [InlineData("script-src 'self'                  | script-src-elem | b.example | script-src 'self' https://b.example")]
    [InlineData("script-src-elem 'self'; script-src x.example | script-src-elem | b.example | script-src-elem 'self' https://b.example")]
    [InlineData("default-src 'self' https:          | font-src        | b.example | font-src 'self' https: https://b.example")]
    [InlineData("                                   | script-src-elem | b.example | script-src https://b.example")]
    public void The_directive_reads_as_it_would(string line)
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        var ways = PolicyRemedies.Of(ContentSecurityPolicy.Parse(columns[0]), columns[1], columns[2]);
        Assert.Equal(columns[3], ways[^2].Directive);
    }

    [Fact]
    public void Ways_go_from_the_safest_to_the_most_dangerous()
    {
        string[] directives = ["script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "frame-src", "worker-src", "media-src", "object-src", "form-action", "base-uri", "manifest-src", "default-src"];
        string[] blocked = ["inline", "eval", "wasm-eval", "data", "blob", "https://cdn.example.net/a.js", "shop.example", "trusted-types-sink", "trusted-types-policy"];
        Assert.All(directives.SelectMany(directive => blocked.Select(what => (directive, what))), pair =>
        {
            var ways = PolicyRemedies.Of(ContentSecurityPolicy.Parse(Policy), pair.directive, pair.what, "shop.example");
            Assert.Equal(ways.Select(way => way.Risk).Order(), ways.Select(way => way.Risk));
            Assert.DoesNotContain(ways, way => way.Directive?.Contains("'none' ", StringComparison.Ordinal) == true);
        });
    }
}
