using System.Net;
using Picket.Reports;

namespace Picket.Web.Tests.Ingest;

/// <summary>What query and headers say about a submission.</summary>
public abstract class QueryContract(IIngestHost host) : IngestContract(host)
{
    private const string NoDisposition = """{"csp-report":{"document-uri":"https://example.com/","violated-directive":"img-src","blocked-uri":"https://a.example"}}""";

    [Theory]
    [InlineData("&sentry_environment=prod&sentry_release=web%401.2.3", "prod", "web@1.2.3")]
    [InlineData("&sentry_environment=&sentry_release=", null, null)]
    [InlineData("&sentry_environment=%20%20", null, null)]
    [InlineData("&sentry_environment=a+b&sentry_release=%E2%9C%93", "a b", "\u2713")]
    [InlineData("&sentry_environment=50%&sentry_release=%zz%1", "50%", "%zz%1")]
    [InlineData("&sentry_release=%F0%9F%98%80", null, "\U0001F600")]
    [InlineData("&sentry_release=a%00b%0Ac", null, "a\uFFFDb\uFFFDc")]
    [InlineData("&sentry_release=%ED%A0%80", null, "\uFFFD\uFFFD\uFFFD")]
    [InlineData("&sentry_release=%ff%fe", null, "\uFFFD\uFFFD")]
    [InlineData("&sentry_release=1&sentry_release=2", null, "1")]
    public async Task Environment_and_release_come_from_the_query(string query, string? environment, string? release)
    {
        await AcceptedAsync(await SendRawTargetAsync(WithKey(more: query)));
        var submission = Assert.Single(Intake.Submissions);
        Assert.Equal((environment, release), (submission.Environment, submission.Release));
    }

    [Fact]
    public async Task Environment_and_release_are_cut_to_their_bounds_but_not_inside_a_character()
    {
        var smiles = string.Concat(Enumerable.Repeat("%F0%9F%98%80", 200));
        await AcceptedAsync(await SendAsync(Post(WithKey(more: $"&sentry_environment=x{smiles}&sentry_release={new string('r', 5000)}"))));
        var submission = Assert.Single(Intake.Submissions);
        Assert.Equal(64, submission.Environment?.Length);
        Assert.Equal('\uFFFD', submission.Environment?[^1]);
        Assert.Equal(new string('r', 200), submission.Release);
    }

    [Theory]
    [InlineData("&disposition=enforce", Disposition.Enforce)]
    [InlineData("&disposition=report", Disposition.Report)]
    [InlineData("&disposition=nonsense", Disposition.Unknown)]
    [InlineData("", Disposition.Unknown)]
    public async Task The_query_says_the_disposition_where_the_report_does_not(string query, Disposition disposition)
    {
        await AcceptedAsync(await SendAsync(Post(WithKey(more: query), NoDisposition)));
        Assert.Equal(disposition, Assert.Single(Assert.Single(Intake.Submissions).Items).Report?.Disposition);
    }

    [Theory]
    [InlineData("https://example.com", null, "https://example.com")]
    [InlineData("https://example.com:8443", "https://other.example/", "https://example.com:8443")]
    [InlineData(null, "https://example.com/page?q=1", "https://example.com")]
    [InlineData(null, "http://example.com", "http://example.com")]
    [InlineData(null, "https://example.com?x", "https://example.com")]
    [InlineData("null", null, null)]
    [InlineData("null", "https://example.com/a", "https://example.com")]
    [InlineData(null, "about:blank", null)]
    [InlineData(null, null, null)]
    public async Task The_origin_is_the_headers_or_the_referers(string? origin, string? referer, string? expected)
    {
        var headers = new List<(string, string)>();
        if (origin is not null)
        {
            headers.Add(("Origin", origin));
        }

        if (referer is not null)
        {
            headers.Add(("Referer", referer));
        }

        await AcceptedAsync(await SendAsync(Post(WithKey(), headers: [.. headers])));
        Assert.Equal(expected, Assert.Single(Intake.Submissions).Origin);
    }

    [Fact]
    public async Task Browser_and_platform_come_from_the_user_agent_and_from_client_hints_where_sent()
    {
        const string Agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/110.0.0.0 Safari/537.36";
        await AcceptedAsync(await SendAsync(Post(WithKey(), headers: ("User-Agent", Agent))));
        await AcceptedAsync(await SendAsync(Post(WithKey(), headers: [("User-Agent", Agent), ("Sec-CH-UA", "\"Brave\";v=\"156\""), ("Sec-CH-UA-Platform", "\"macOS\"")])));
        Assert.Equal([("Brave 156", "macOS"), ("Chrome 110", "Linux")], Intake.Submissions.Select(submission => (submission.Browser, submission.Platform)).Order());
    }

    [Fact]
    public async Task One_browser_behind_one_address_is_one_client()
    {
        foreach (var agent in (string[])["Mozilla/5.0 (A)", "Mozilla/5.0 (A)", "Mozilla/5.0 (B)"])
        {
            await AcceptedAsync(await SendAsync(Post(WithKey(), headers: ("User-Agent", agent))));
        }

        var submissions = Intake.Submissions.ToArray();
        Assert.Equal(submissions[0].Client, submissions[1].Client);
        Assert.NotEqual(submissions[0].Client, submissions[2].Client);
        Assert.Single(submissions.Select(submission => submission.Network).Distinct());
    }

    [Fact]
    public async Task A_forwarded_address_means_nothing_unless_a_network_is_trusted()
    {
        await AcceptedAsync(await SendAsync(Post(WithKey())));
        await AcceptedAsync(await SendAsync(Post(WithKey(), headers: ("X-Forwarded-For", "203.0.113.7"))));
        Assert.Single(Intake.Submissions.Select(submission => submission.Network).Distinct());
    }

    [Fact]
    public async Task A_query_of_thousands_of_parameters_costs_its_key()
    {
        var many = string.Concat(Enumerable.Repeat("a=b&", 1500));
        var answer = await SendAsync(Post($"{Endpoint}?{many}sentry_key={Key}"));
        await RefusedAsync(HttpStatusCode.Unauthorized, "missing authorization information", answer);
    }

    /// <summary>HttpClient would mend bad escapes.</summary>
    private async Task<HttpResponseMessage> SendRawTargetAsync(string target)
    {
        await using var connection = new RawHttp(Host.BaseAddress);
        await connection.ConnectAsync();
        await connection.SendAsync($"POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Report.Length}\r\n\r\n{Report}");
        var raw = await connection.ReceiveAsync();
        Assert.NotNull(raw);
        var answer = new HttpResponseMessage((HttpStatusCode)raw.Status) { Content = new StringContent(raw.Body) };
        foreach (var (name, value) in raw.Headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }
}
