using Picket.Ingestion.Admission;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Allowed_domains
{
    [Theory]
    [InlineData("*", "https://anything.example", true)]
    [InlineData("example.com", "https://example.com", true)]
    [InlineData("example.com", "https://EXAMPLE.com", true)]
    [InlineData("example.com", "http://example.com:8080", true)]
    [InlineData("example.com", "https://www.example.com", false)]
    [InlineData("example.com", "https://evilexample.com", false)]
    [InlineData("*.example.com", "https://www.example.com", true)]
    [InlineData("*.example.com", "https://example.com", true)]
    [InlineData("*.example.com", "https://evilexample.com", false)]
    [InlineData("https://example.com", "http://example.com", false)]
    [InlineData("https://example.com/", "https://example.com", true)]
    [InlineData("example.com:8443", "https://example.com:8443", true)]
    [InlineData("example.com:8443", "https://example.com", false)]
    [InlineData("example.com", "not an origin", false)]
    [InlineData("example.com", "https://xn--ä.example", false)]
    [InlineData("example.com", "https://a..b", false)]
    [InlineData("example.com", null, true)]
    public void Match_like_Sentrys(string pattern, string? origin, bool allowed) =>
        Assert.Equal(allowed, new AllowedDomains([pattern]).Allow(origin));

    [Fact]
    public void An_empty_list_refuses_whatever_has_an_origin()
    {
        Assert.False(new AllowedDomains([]).Allow("https://example.com"));
        Assert.True(new AllowedDomains([]).Allow(null));
    }
}
