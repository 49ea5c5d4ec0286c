using Microsoft.Extensions.Options;

namespace Picket.Web.Tests;

public sealed class WebOptionsValidatorTests
{
    private readonly WebOptionsValidator _validator = new();

    [Theory]
    [InlineData("https://reports.example.com")]
    [InlineData("https://reports.example.com/")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public void A_public_url_has_scheme_host_and_port(string url) => Assert.True(_validator.Validate(null, new() { PublicUrl = url }).Succeeded);

    [Fact]
    public void All_errors_are_told_at_once_and_name_their_setting()
    {
        var options = new WebOptions { PublicUrl = "example.com/path" };
        options.TrustedNetworks.Add("10.0.0.0/99");
        var result = _validator.Validate(null, options);
        Assert.Equal(2, result.Failures?.Count());
        Assert.Contains("Picket:PublicUrl is 'example.com/path'", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Picket:TrustedNetworks has '10.0.0.0/99'", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("https://user@example.com")]
    [InlineData("https://example.com/?q")]
    [InlineData("https://example.com/#x")]
    [InlineData("")]
    public void Anything_else_is_no_public_url(string url) => Assert.Equal(1, _validator.Validate(Options.DefaultName, new() { PublicUrl = url }).Failures?.Count());
}
