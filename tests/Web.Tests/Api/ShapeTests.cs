using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Reports.Noise;
using Picket.Storage.Queries;
using Picket.Storage.State;
using Picket.Web.Api;
using Picket.Web.Api.Issues;
using Picket.Web.Dashboard;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Api;

public sealed class ShapeTests
{
    private static readonly ReportUris Uris = new(Options.Create(new WebOptions { PublicUrl = "https://reports.example.com" }));

    [Fact]
    public void An_issue_has_sentrys_names_and_types()
    {
        var issue = Issue(Some.Issue());

        Assert.Equal("42", issue.GetProperty("id").GetString());
        Assert.Equal("SHOP-42", issue.GetProperty("shortId").GetString());
        Assert.Equal("1234567890123", issue.GetProperty("count").GetString());
        Assert.Equal("https://reports.example.com/issues/42", issue.GetProperty("permalink").GetString());
        Assert.Equal("2026-02-27T12:00:00.000Z", issue.GetProperty("firstSeen").GetString());
        Assert.Equal("2026-03-01T11:59:00.000Z", issue.GetProperty("lastSeen").GetString());
        Assert.Equal(("csp", "csp", "error", "other"), (Text(issue, "type"), Text(issue, "logger"), Text(issue, "level"), Text(issue, "platform")));
        Assert.Equal("""{"directive":"script-src-elem","uri":"cdn.example","message":"Blocked 'script' from 'cdn.example'"}""", issue.GetProperty("metadata").GetRawText());
        Assert.Equal("""{"id":"7","slug":"shop","name":"Shop","platform":"other"}""", issue.GetProperty("project").GetRawText());
        Assert.Equal("{}", issue.GetProperty("statusDetails").GetRawText());
        var day = issue.GetProperty("stats").GetProperty("24h");
        Assert.Equal(24, day.GetArrayLength());
        Assert.Equal([Some.Noon.AddHours(-23).ToUnixTimeSeconds(), 0], day[0].EnumerateArray().Select(number => number.GetInt64()));
        Assert.Equal([Some.Noon.ToUnixTimeSeconds(), 23], day[23].EnumerateArray().Select(number => number.GetInt64()));
    }

    [Fact]
    public void An_issue_can_be_read_as_its_users_read_it()
    {
        var issue = Picket.Testing.ApiIssue.From(Issue(Some.Issue()));
        Assert.Equal(new("42", "Blocked 'script' from 'cdn.example'", "script-src 'self' https://static.example", "script-src-elem", 1234567890123, "csp"), issue);
    }

    [Theory]
    [InlineData(IssueStatus.Unresolved, "unresolved")]
    [InlineData(IssueStatus.Resolved, "resolved")]
    [InlineData(IssueStatus.Ignored, "ignored")]
    public void A_status_has_sentrys_word(IssueStatus status, string word) => Assert.Equal(word, Text(Issue(Some.Issue(status: status)), "status"));

    [Fact]
    public void What_an_issue_does_not_know_is_empty()
    {
        var issue = Issue(Some.Issue() with { Culprit = null, Directive = null, BlockedUri = null, Hours = [] });
        Assert.Equal("", Text(issue, "culprit"));
        Assert.Equal(["message"], issue.GetProperty("metadata").EnumerateObject().Select(property => property.Name));
        Assert.Equal(0, issue.GetProperty("stats").GetProperty("24h").GetArrayLength());
    }

    [Fact]
    public void What_only_Picket_knows_comes_beside_Sentrys_names()
    {
        var issue = Issue(Some.Issue() with
        {
            Kind = ReportKind.NetworkError,
            Level = ReportLevel.Info,
            Weight = 9,
            Place = IssuePlace.Noise,
            Members = [42, 43],
            Noise = new(NoiseClass.BrowserBug, [("firefox-base-uri", 80)], true),
        });

        Assert.Equal(("9", "noise", "info", "nel", "nel"), (Text(issue, "weight"), Text(issue, "place"), Text(issue, "level"), Text(issue, "type"), Text(issue, "logger")));
        Assert.Equal("""["42","43"]""", issue.GetProperty("variants").GetRawText());
        var noise = issue.GetProperty("noise");
        Assert.Equal((true, true, "browser-bug"), (noise.GetProperty("isNoise").GetBoolean(), noise.GetProperty("overruled").GetBoolean(), Text(noise, "class")));
        Assert.Equal(("firefox-base-uri", 80), (Text(noise.GetProperty("reasons")[0], "code"), noise.GetProperty("reasons")[0].GetProperty("weight").GetInt32()));
    }

    [Fact]
    public void Filtered_reports_tell_their_reason_and_samples()
    {
        var sample = new FilterSample("cors", Some.Noon, ReportKind.Csp, "Blocked", "Chrome 156", Some.Normalized, "{}");
        var filtered = Written([ApiFiltered.Of(new("cors", 5, Some.Noon, [sample]))], ApiJson.Written.IReadOnlyListApiFiltered)[0];

        Assert.Equal(("cors", 5, "2026-03-01T12:00:00.000Z"), (Text(filtered, "reason"), filtered.GetProperty("count").GetInt64(), Text(filtered, "lastHour")));
        Assert.Equal(("csp", "Chrome 156"), (Text(filtered.GetProperty("samples")[0], "kind"), Text(filtered.GetProperty("samples")[0], "browser")));
        Assert.Equal(Some.Normalized, filtered.GetProperty("samples")[0].GetProperty("report").GetRawText());
    }

    [Fact]
    public void What_people_said_about_an_issue_has_sentrys_names()
    {
        var resolved = Issue(Some.Issue(status: IssueStatus.Resolved), new() { Substatus = IssueSubstatus.None, InNextRelease = true, Assignee = new(5, "Ann", "ann@example.com"), Comments = 3, IsBookmarked = true, HasSeen = true });
        Assert.Equal("""{"inNextRelease":true}""", resolved.GetProperty("statusDetails").GetRawText());
        Assert.Equal(JsonValueKind.Null, resolved.GetProperty("substatus").ValueKind);
        Assert.Equal("""{"type":"user","id":"5","name":"Ann","email":"ann@example.com"}""", resolved.GetProperty("assignedTo").GetRawText());
        Assert.Equal((3, true, true), (resolved.GetProperty("numComments").GetInt32(), resolved.GetProperty("isBookmarked").GetBoolean(), resolved.GetProperty("hasSeen").GetBoolean()));

        var archived = Issue(
            Some.Issue(status: IssueStatus.Ignored) with { Count = 90 },
            new() { Substatus = IssueSubstatus.ArchivedUntilConditionMet, Until = Some.Noon, UntilCount = 100, Tickets = [new("https://tracker.example/1", "Number 1")] });
        Assert.Equal("""{"ignoreUntil":"2026-03-01T12:00:00.000Z","ignoreCount":10}""", archived.GetProperty("statusDetails").GetRawText());
        Assert.Equal("archived_until_condition_met", Text(archived, "substatus"));
        Assert.Equal("""[{"url":"https://tracker.example/1","displayName":"Number 1"}]""", archived.GetProperty("annotations").GetRawText());
    }

    [Theory]
    [InlineData(IssueSubstatus.New, "new")]
    [InlineData(IssueSubstatus.Ongoing, "ongoing")]
    [InlineData(IssueSubstatus.Regressed, "regressed")]
    [InlineData(IssueSubstatus.Escalating, "escalating")]
    [InlineData(IssueSubstatus.ArchivedForever, "archived_forever")]
    [InlineData(IssueSubstatus.ArchivedUntilEscalating, "archived_until_escalating")]
    public void A_substatus_has_sentrys_word(IssueSubstatus substatus, string word) => Assert.Equal(word, ApiIssue.SubstatusOf(substatus));

    [Fact]
    public void A_project_brings_its_organization()
    {
        var project = Written([ApiProject.Of(Some.Project)], ApiJson.Written.IReadOnlyListApiProject)[0];
        Assert.Equal(("7", "shop", "active"), (Text(project, "id"), Text(project, "slug"), Text(project, "status")));
        Assert.Equal(("3", "acme"), (Text(project.GetProperty("organization"), "id"), Text(project.GetProperty("organization"), "slug")));
        Assert.Equal("disabled", ApiProject.Of(Some.Project with { Active = false }).Status);
    }

    [Fact]
    public void An_event_holds_the_normalized_report_and_its_tags()
    {
        var sample = Written(ApiEvent.Of(Some.Sample, Some.Issue()), ApiJson.Written.ApiEvent);

        Assert.Equal("0197c1f0000070008000000000000001", Text(sample, "eventID"));
        Assert.Equal(("42", "7"), (Text(sample, "groupID"), Text(sample, "projectID")));
        var entry = sample.GetProperty("entries")[0];
        Assert.Equal("csp", Text(entry, "type"));
        Assert.Equal(Some.Normalized, entry.GetProperty("data").GetRawText());
        Assert.Equal(
            ["effective-directive=script-src-elem", "blocked-uri=https://cdn.example/<b>.js", "blocked-host=cdn.example", "disposition=enforce", "browser=Chrome 156", "release=shop@1.2", "environment=production"],
            sample.GetProperty("tags").EnumerateArray().Select(tag => $"{Text(tag, "key")}={Text(tag, "value")}"));
        Assert.Equal("""{"browser":{"name":"Chrome","version":"156","type":"browser"}}""", sample.GetProperty("contexts").GetRawText());
    }

    [Fact]
    public void An_event_of_an_unknown_browser_has_no_context_and_no_empty_tags()
    {
        var sample = Written(ApiEvent.Of(Some.Sample with { Browser = "", Release = null, Environment = null, Normalized = "{}" }, Some.Issue() with { BlockedHost = null }), ApiJson.Written.ApiEvent);
        Assert.Equal("{}", sample.GetProperty("contexts").GetRawText());
        Assert.Equal(0, sample.GetProperty("tags").GetArrayLength());
    }

    [Theory]
    [InlineData("Chrome 156", "Chrome", "156")]
    [InlineData("Samsung Internet 29", "Samsung Internet", "29")]
    [InlineData("Opera Mini", "Opera Mini", null)]
    public void A_browser_is_parted_from_its_version(string browser, string name, string? version) => Assert.Equal(new(name, version, "browser"), ApiContext.Browser(browser));

    [Fact]
    public void Facets_are_tags()
    {
        var tags = Written(
            ApiTag.Of([new(Facet.Browser, "Chrome 156", 5), new(Facet.Browser, "", 2), new(Facet.DocumentHost, "shop.example", 7)]), ApiJson.Written.IReadOnlyListApiTag);

        Assert.Equal(["document-host", "browser"], tags.EnumerateArray().Select(tag => Text(tag, "key")));
        Assert.Equal(7, tags[1].GetProperty("totalValues").GetInt64());
        Assert.Equal([("Chrome 156", 5), ("", 2)], tags[1].GetProperty("topValues").EnumerateArray().Select(value => (Text(value, "value"), value.GetProperty("count").GetInt64())));
    }

    [Fact]
    public void Every_facet_has_a_tag_of_its_own() =>
        Assert.Equal(Enum.GetValues<Facet>().Length, Enum.GetValues<Facet>().Select(ApiTag.KeyOf).Distinct().Count());

    [Theory]
    [InlineData("shop", true)]
    [InlineData("a-1", true)]
    [InlineData("", false)]
    [InlineData("Shop", false)]
    [InlineData("sh\0p", false)]
    [InlineData("shöp", false)]
    public void Only_what_can_be_a_slug_reaches_the_database(string text, bool valid) => Assert.Equal(valid, Slug.IsValid(text));

    private static JsonElement Issue(IssueSummary issue) => Issue(issue, IssueStanding.Untouched);

    private static JsonElement Issue(IssueSummary issue, IssueStanding standing) =>
        Written(ApiIssue.Of(issue, standing, Some.Project, Uris, ApiStats.Hours(Some.Noon.AddHours(-23), issue.Hours)), ApiJson.Written.ApiIssue);

    private static JsonElement Written<T>(T value, JsonTypeInfo<T> type)
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(value, type));
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
