namespace Picket.Reports.Tests.Fingerprints;

public class MergeKeyTests
{
    [Theory]
    [InlineData("script-src-elem https://b.example/x.js", "script-src https://b.example")] // Chrome; before CSP3
    [InlineData("script-src-attr inline", "script-src inline")]
    [InlineData("style-src-elem https://b.example/x.css", "style-src https://b.example/y.css")]
    [InlineData("style-src-attr inline", "style-src-elem inline")]
    [InlineData("img-src https://b.example/a.png", "img-src https://b.example")] // full URL; origin
    [InlineData("img-src https://b.example:443/a.png", "img-src https://b.example")]
    [InlineData("img-src https://example.com/a.png", "img-src self")] // the page's origin written out
    [InlineData("script-src inline", "script-src self")] // Firefox before 43
    [InlineData("script-src-elem inline", "script-src ")] // Safari
    [InlineData("default-src https://b.example/x.js", "script-src-elem https://b.example/x.js")] // Safari's fallback
    [InlineData("default-src https://b.example/x.css?v=1", "style-src https://b.example/x.css")]
    [InlineData("default-src https://b.example/x.PNG", "img-src https://b.example")]
    [InlineData("default-src https://b.example/f.woff2", "font-src https://b.example")]
    [InlineData("default-src wss://b.example/s", "connect-src wss://b.example/s")]
    [InlineData("default-src eval", "script-src eval")]
    [InlineData("default-src data:image/png;base64,AAAA", "img-src data")]
    [InlineData("img-src data:image/png;base64,AAAA", "img-src data:")]
    [InlineData("script-src blob:https://example.com/1", "script-src blob")]
    [InlineData("script-src chrome-extension://abc/x.js", "script-src chrome-extension")]
    [InlineData("connect-src wss://b.example", "connect-src https://b.example")]
    public void These_are_one_problem(string one, string other) => Assert.Equal(Key(one), Key(other));

    [Theory]
    [InlineData("script-src https://b.example", "script-src https://c.example")]
    [InlineData("script-src https://b.example", "style-src https://b.example")]
    [InlineData("script-src inline", "script-src eval")]
    [InlineData("script-src inline", "style-src inline")]
    [InlineData("img-src https://b.example:8443/a.png", "img-src https://b.example")]
    [InlineData("img-src https://example.com:8443/a.png", "img-src self")]
    [InlineData("img-src data", "img-src blob")]
    [InlineData("default-src https://b.example/x", "script-src https://b.example/x")] // nobody can know
    [InlineData("default-src inline", "script-src inline")] // or a style
    [InlineData("default-src https://b.example", "script-src https://b.example")]
    [InlineData("frame-src https://b.example", "child-src https://b.example")]
    [InlineData("worker-src https://b.example/w.js", "script-src https://b.example/w.js")]
    [InlineData("script-src chrome-extension", "script-src moz-extension")]
    public void These_are_not(string one, string other) => Assert.NotEqual(Key(one), Key(other));

    [Fact]
    public void Enforced_and_only_reported_is_one_problem() => Assert.Equal(
        One.Csp(("effective-directive", "img-src"), ("blocked-uri", "https://b.example"), ("disposition", "enforce")).MergeKey,
        One.Csp(("effective-directive", "img-src"), ("blocked-uri", "https://b.example"), ("disposition", "report")).MergeKey);

    [Fact]
    public void Both_channels_of_one_page_are_one_problem() => Assert.Equal(
        One.Csp(("effective-directive", "img-src"), ("document-uri", "https://example.com/a"), ("blocked-uri", "https://b.example")).MergeKey,
        One.Violation(("effectiveDirective", "img-src"), ("documentURL", "https://example.com/b"), ("blockedURL", "https://b.example/x.png")).MergeKey);

    [Fact]
    public void Code_is_told_apart_where_its_project_tells_it_apart()
    {
        const string Json = """{"csp-report":{"effective-directive":"script-src-elem","blocked-uri":"inline","script-sample":"SAMPLE"}}""";
        Report Read(string sample, Grouping grouping) => One.Report(Json.Replace("SAMPLE", sample, StringComparison.Ordinal), grouping: grouping);

        Assert.Equal(Read("a()", Grouping.Sentry).MergeKey, Read("b()", Grouping.Sentry).MergeKey);
        Assert.NotEqual(Read("a()", Grouping.Picket).MergeKey, Read("b()", Grouping.Picket).MergeKey);
    }

    [Fact]
    public void Other_kinds_are_merged_as_they_are_grouped()
    {
        var report = One.Report("""{"type":"deprecation","url":"https://a.example/","body":{"id":"x"}}""");

        Assert.Equal(report.Fingerprint, report.MergeKey);
    }

    private static Fingerprint Key(string directiveAndBlocked)
    {
        var space = directiveAndBlocked.IndexOf(' ', StringComparison.Ordinal);
        return One.Blocked(directiveAndBlocked[..space], directiveAndBlocked[(space + 1)..]).MergeKey;
    }
}
