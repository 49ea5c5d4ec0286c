using Picket.Ingestion.Issues;
using Picket.Web.Dashboard;
using Picket.Web.Dashboard.Views;
using Picket.Web.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Picket.Web.Tests.Dashboard;

public sealed class ViewTests
{
    private const string Policy = "default-src 'self'; Script-Src 'self' https://a.example; child-src 'none';; img-src *";

    [Theory]
    [InlineData("script-src-elem", "Script-Src 'self' https://a.example")]
    [InlineData("script-src", "Script-Src 'self' https://a.example")]
    [InlineData("img-src", "img-src *")]
    [InlineData("font-src", "default-src 'self'")]
    [InlineData("style-src-attr", "default-src 'self'")]
    [InlineData("frame-src", "child-src 'none'")]
    [InlineData("worker-src", "child-src 'none'")]
    [InlineData("form-action", null)]
    [InlineData(null, null)]
    public void The_directive_that_stands_in_is_marked(string? effective, string? violated)
    {
        var lines = PolicyLine.Of(Policy, effective);
        Assert.Equal(4, lines.Count);
        Assert.Equal(violated, lines.SingleOrDefault(line => line.IsViolated)?.Text);
    }

    [Fact]
    public void Values_of_a_facet_add_up_to_all_reports()
    {
        var counts = Enumerable.Range(0, 9).Select(i => new Storage.Queries.FacetCount(Facet.Browser, $"Chrome {100 + i}", 10)).Append(new(Facet.Browser, "", 4));
        var facet = Assert.Single(FacetView.Of(counts.Append(new(Facet.Disposition, "enforce", 100)), 100));
        Assert.Equal(100, facet.Values.Sum(value => value.Count));
        Assert.Equal([(Words.OtherValues, 34), (Words.NotStated, 6)], facet.Values.TakeLast(2));
        Assert.Equal(8, facet.Values.Count);
    }

    [Fact]
    public void Hours_without_reports_are_there_and_foreign_hours_are_not()
    {
        var clock = new FakeTimeProvider(Some.Noon.AddMinutes(59));
        var first = Hours.First(clock, 24);
        Assert.Equal(Some.Noon.AddHours(-23), first);
        var row = Hours.Fill([(first.AddHours(-1), 7), (first, 1), (Some.Noon, 2), (Some.Noon.AddHours(1), 9)], first, 24);
        Assert.Equal((24, 1, 2, 3), (row.Count, row[0], row[23], row.Sum()));
    }

    [Theory]
    [InlineData(0, 10, "0 %")]
    [InlineData(1, 1000, "< 1 %")]
    [InlineData(1, 3, "33 %")]
    [InlineData(999, 1000, "> 99 %")]
    [InlineData(5, 5, "100 %")]
    [InlineData(5, 0, "")]
    public void Shares_are_never_rounded_to_nothing_or_all(long part, long whole, string text) => Assert.Equal(text, Words.Share(part, whole));

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(59, "just now")]
    [InlineData(60, "1 min ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(47 * 3600, "47 h ago")]
    [InlineData(48 * 3600, "2 days ago")]
    [InlineData(100 * 24 * 3600, "21 Nov 2025")]
    public void Times_are_told_as_people_do(int seconds, string text) => Assert.Equal(text, Words.Ago(Some.Noon.AddSeconds(-seconds), Some.Noon));

    [Theory]
    [InlineData("inline", "inline: code or style in the page itself")]
    [InlineData("inline:", "inline: code or style in the page itself")]
    [InlineData("'self'", "self: in the page itself, or from its own origin")]
    [InlineData("https://cdn.example/a.js", "https://cdn.example/a.js")]
    [InlineData("cdn.example:8443", "cdn.example:8443")]
    public void What_was_blocked_is_explained_where_it_is_a_keyword(string uri, string text) => Assert.Equal(text, Words.Blocked(uri));

    [Fact]
    public void Every_reason_of_a_refusal_has_plain_words()
    {
        var reasons = typeof(Ingestion.Outcomes.OutcomeReasons).GetFields().Concat(typeof(Web.Ingest.RefusalReasons).GetFields())
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(Enum.GetValues<Reports.InvalidReason>().Select(Ingestion.Outcomes.OutcomeReasons.Of))
            .Except([Ingestion.Outcomes.OutcomeReasons.UnknownProject, "invalid"]);
        Assert.All(reasons, reason => Assert.EndsWith(".", Words.Refusal(reason).Replace('?', '.'), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_json_is_shown_as_it_is()
    {
        Assert.Equal("{oops", Words.Indented("{oops"));
        Assert.Contains("\n", Words.Indented("""{"a":"<b>"}"""), StringComparison.Ordinal);
        Assert.Contains("<b>", Words.Indented("""{"a":"<b>"}"""), StringComparison.Ordinal);
    }
}
