using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Picket.Reports.Normalization;

namespace Picket.Reports.Tests.Properties;

public class MaskingProperties
{
    /// <summary>Every secret begins and ends with it, and nothing else contains it.</summary>
    private const string Mark = "zq7";

    private static readonly Gen<string> _secret =
        from inner in Gen.ArrayOf(Gen.Elements("abcXYZ019%.-_~!$*+=?/:@|".ToCharArray()))
        select Mark + new string(inner) + Mark;

    private static readonly Gen<string> _userInfo = Gen.Elements("", "", $"{Mark}@", $"user:{Mark}@", $"{Mark}:{Mark}@");

    private static readonly Gen<string> _parameter =
        from name in Gen.Elements("a=", "token=", "user[name]=", "q%5B%5D=", "=", "")
        from secret in _secret
        select name.Length > 0 ? name + secret : secret.Replace("=", ""); // What stands before "=" is a name, and names stay.

    private static readonly Gen<string> _uri =
        from scheme in Gen.Elements("https://", "http://", "HTTPS://", "https:", "https:\\\\", "//", "wss://", "ftp://", "blob:https://", "chrome-extension://", "webpack:///", "view-source:https://")
        from user in _userInfo
        from host in Gen.Elements("a.example", "a.example:8443", "[2001:db8::1]", "localhost")
        from path in Gen.Elements("", "/", "/a/b.js", "/@scope/p", "//c.example/x")
        from parameters in Gen.NonEmptyListOf(_parameter)
        from fragment in Gen.OneOf(Gen.Constant(""), _secret.Select(secret => "#" + secret))
        select $"{scheme}{user}{host}{path}?{string.Join('&', parameters)}{fragment}";

    private static readonly Gen<string> _opaque =
        from scheme in Gen.Elements("data:text/html,", "data:image/png;base64,", "data:,", "javascript:", "mailto:", "tel:")
        from secret in _secret
        select scheme + secret;

    private static readonly Gen<string> _any = Gen.OneOf(_uri, _uri, _uri, _opaque);

    [Fact]
    public void No_query_value_fragment_or_password_reaches_a_sample_title_or_tag() =>
        Examples.Try(
            from uris in Gen.ArrayOf(_any, 9)
            from source in _uri // No policy can name more of an opaque URI than its scheme.
            from told in Gen.ArrayOf(_uri, 3) // In free text nothing tells an opaque URI from any word with a colon.
            from body in Gen.Elements<Func<string[], string, string[], string>>(ReportUri, ReportingApi, Unknown)
            select body(uris, source, told),
            json => Assert.DoesNotContain(Mark, Facts.Of(One.Item(json)).ToJsonString(), StringComparison.Ordinal));

    [Theory]
    [InlineData(nameof(Mask.Uri))]
    [InlineData(nameof(Mask.Policy))]
    [InlineData(nameof(Mask.Text))]
    public void Masking_what_is_masked_changes_nothing_and_never_lengthens(string mask) =>
        Examples.Try(
            Gen.OneOf(_any, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")),
            text =>
            {
                var once = Masking.Of(text, Enum.Parse<Mask>(mask));

                Assert.InRange(once.Length, 0, text.Length);
                Assert.Equal(once, Masking.Of(once, Enum.Parse<Mask>(mask)));
            });

    private static string ReportUri(string[] uris, string source, string[] told) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["csp-report"] = new Dictionary<string, object>
        {
            ["effective-directive"] = "img-src",
            ["violated-directive"] = $"img-src 'self' {source}",
            ["document-uri"] = uris[1],
            ["referrer"] = uris[2],
            ["blocked-uri"] = uris[3],
            ["source-file"] = uris[4],
            ["original-policy"] = $"img-src 'self' 'nonce-{Mark}'; report-uri {source}; font-src x",
            ["script-sample"] = $"fetch(\"{told[0]}\"); x = <a href=\"{told[1]}\">",
            ["request"] = $"GET {told[2]} HTTP/1.1",
            ["cookie"] = Mark,
        },
        ["url"] = uris[0],
        ["seen"] = new[] { $"at f ({told[2]})" },
    });

    private static string ReportingApi(string[] uris, string source, string[] told) => JsonSerializer.Serialize(new
    {
        type = "csp-violation",
        url = uris[0],
        user_agent = $"Bot/1.0 (+{told[0]})",
        body = new
        {
            documentURL = uris[2],
            referrer = uris[3],
            blockedURL = uris[4],
            effectiveDirective = "img-src",
            originalPolicy = $"img-src 'self'; report-uri {source}",
            sourceFile = uris[6],
            sample = $"import '{told[1]}'",
        },
    });

    private static string Unknown(string[] uris, string source, string[] told) => JsonSerializer.Serialize(new
    {
        type = "deprecation",
        url = uris[0],
        body = new { message = $"see {told[0]} for more", sourceFile = uris[2], helpURL = uris[3], nextURI = uris[8], stack = $"at f ({told[1]})\nat g ({told[2]})", links = new[] { uris[6], uris[7] }, policy = $"a {source}" },
    });
}
