using Microsoft.Extensions.Options;
using Picket.Ingestion;
using Picket.Reports.Headers;
using Picket.Web.Dashboard;
using Picket.Web.Setup;

namespace Picket.Web.Tests.Setup;

public sealed class SnippetsTests
{
    private static readonly SetupHeader Header = new("Report-To", """{"group":"a%b","max_age":1}""");

    [Theory]
    [InlineData("plain", """Report-To: {"group":"a%b","max_age":1}""")]
    [InlineData("nginx", """add_header Report-To "{\"group\":\"a%b\",\"max_age\":1}" always;""")]
    [InlineData("apache", """Header always set Report-To "{\"group\":\"a%%b\",\"max_age\":1}" """)]
    [InlineData("caddy", """    Report-To `{"group":"a%b","max_age":1}`""")]
    [InlineData("aspnet", """    context.Response.Headers.Append("Report-To", "{\"group\":\"a%b\",\"max_age\":1}");""")]
    [InlineData("express", """  res.setHeader("Report-To", "{\"group\":\"a%b\",\"max_age\":1}");""")]
    [InlineData("django", """        response["Report-To"] = "{\"group\":\"a%b\",\"max_age\":1}" """)]
    [InlineData("rails", """  "Report-To" => "{\"group\":\"a%b\",\"max_age\":1}" """)]
    [InlineData("cloudflare", """    response.headers.set("Report-To", "{\"group\":\"a%b\",\"max_age\":1}");""")]
    public void Each_server_gets_its_own_quotes(string server, string line) =>
        Assert.Contains(line.TrimEnd(), Snippets.Of([Header]).Single(snippet => snippet.Id == server).Text.Split('\n'));

    [Fact]
    public void A_meta_element_has_what_counts_in_it_and_says_what_it_cannot_do()
    {
        var meta = Snippets.Of([new("Content-Security-Policy", "default-src 'self'; report-uri https://r.example/?a=1&b=2; report-to picket")]).Single(snippet => snippet.Id == "meta");
        Assert.Equal("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">", meta.Text);
        Assert.Contains("cannot report", meta.Note, StringComparison.Ordinal);
        Assert.Contains("None of these headers works", Snippets.Of([Header]).Single(snippet => snippet.Id == "meta").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_purpose_has_its_headers_with_the_projects_address_on_one_line()
    {
        var topics = Topics("https://reports.example.com");
        Assert.Equal(["report-only", "enforce", "reporting", "nel", "expect-ct", "hpkp"], topics.Select(topic => topic.Id));
        Assert.All(topics, topic => Assert.Contains(topic.Headers, header => header.Value.Contains("https://reports.example.com/api/7/", StringComparison.Ordinal)));
        Assert.All(topics.SelectMany(topic => topic.Headers), header => Assert.DoesNotContain('\n', header.ToString()));
    }

    [Theory]
    [InlineData("report-only")]
    [InlineData("enforce")]
    [InlineData("reporting")]
    [InlineData("nel")]
    public void The_doctor_finds_nothing_broken_or_weak_in_what_is_handed_out(string topic)
    {
        var headers = Topics("https://reports.example.com").Where(one => one.Id == topic || one.Id == "enforce").SelectMany(one => one.Headers);
        var diagnosis = HeaderDoctor.Examine(HeaderText.Parse(string.Join('\n', headers)));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Level >= FindingLevel.Weak);
    }

    [Fact]
    public void Without_HTTPS_no_policy_names_what_browsers_would_ignore()
    {
        var topics = Topics("http://localhost:8080");
        Assert.DoesNotContain("report-to", topics[0].Headers[0].Value, StringComparison.Ordinal);
        Assert.Contains("HTTPS", topics.Single(topic => topic.Id == "nel").Caution, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SetupTopic> Topics(string publicUrl) =>
        SetupTopics.Of(new ReportUris(Options.Create(new WebOptions { PublicUrl = publicUrl })), new ProjectId(7), new ProjectKey(UInt128.MaxValue / 5));
}
