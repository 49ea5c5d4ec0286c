using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Reports.Noise;
using Picket.Storage.State;
using Picket.Web.Dashboard;
using Picket.Web.Dashboard.Streams;
using Picket.Web.Dashboard.Views;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Dashboard;

public sealed class PageTests(SiteHost host) : IClassFixture<SiteHost>
{
    private const string Evil = "\"><script>alert(1)</script>";

    private static ProjectView Project { get; } = new()
    {
        Project = Some.Project,
        Refused = [],
        Header = "Content-Security-Policy-Report-Only: default-src 'self'; report-uri https://reports.example.com/api/7/security/",
        TryUri = "https://reports.example.com/try/7",
    };

    private static StreamView Stream { get; } = new() { Organization = Some.Project.Organization, Project = Some.Project, Request = new(), MayTriage = true };

    private static IssueView Issue { get; } = new()
    {
        Issue = Some.Issue(),
        Project = Some.Project,
        Hours = [.. Enumerable.Range(0, 168).Select(hour => (Some.Noon.AddHours(hour - 167), (long)hour))],
        Facets = FacetView.Of([new(Facet.DocumentHost, "shop.example", 1234567890123)], 1234567890123),
        Clients = [(new(2026, 3, 1), 812)],
        Samples = [Some.Sample],
    };

    [Fact]
    public async Task Without_an_issue_the_page_waits_and_says_what_to_do()
    {
        var page = await ProjectAsync(Project with { Refused = [] });
        Assert.Contains("Waiting for the first report", page, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy-Report-Only: default-src", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://reports.example.com/try/7\"", page, StringComparison.Ordinal);
        Assert.Contains("data-live=\"/projects/7/live\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_attempts_are_shown_with_their_reason_in_plain_words()
    {
        var page = await ProjectAsync(Project with { Refused = [new("key_unknown", 1200, Some.Noon), new("not_json", 1, Some.Noon.AddHours(-3))] });
        Assert.Contains("1,201 attempts were refused", page, StringComparison.Ordinal);
        Assert.Contains("The key in the address is none of this project", page, StringComparison.Ordinal);
        Assert.Contains("this hour", page, StringComparison.Ordinal);
        Assert.Contains("3 h ago", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_without_a_key_says_that_it_takes_no_reports()
    {
        var page = await ProjectAsync(Project with { Header = null, TryUri = null });
        Assert.Contains("so it takes no reports", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_what_an_issue_is()
    {
        var rows = new[] { Some.Issue(), Some.Issue(43, IssueStatus.Resolved) with { Enforced = 0 } }
            .Select(issue => new StreamRow(issue, Some.Project, IssueStanding.Untouched with { Assignee = new(1, "Ada Lovelace", null) }, 812, issue.Hours));
        var page = await StreamAsync(Stream with { Rows = [.. rows], Next = "1:2:0" });
        foreach (var shown in (string[])
            ["href=\"/issues/42\"", "title=\"1,234,567,890,123\">1.2T<", ">812<", ">AL<", "script-src-elem", ">enforced<", ">report only<", ">resolved<", "1 min ago", "2 days ago", "cursor=1%3A2%3A0", "class=\"spark\""])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        Assert.Single(page.Split("mark enforced").Skip(1));
    }

    [Fact]
    public async Task A_wrong_search_is_said_and_pointed_at()
    {
        var page = await StreamAsync(Stream with { Request = new() { Search = $"has:{Evil}" }, Error = "'has:' is unknown", ErrorPlace = ("has:", Evil, "") });
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains("has:<mark>&quot;&gt;&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Evil, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_is_shown_no_button()
    {
        StreamRow[] rows = [new(Some.Issue(), Some.Project, IssueStanding.Untouched, 0, [])];
        Assert.Contains("name=\"act\"", await StreamAsync(Stream with { Rows = rows }), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"act\"", await StreamAsync(Stream with { Rows = rows, MayTriage = false }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_say_how_they_are_and_whether_they_may_be_enforced()
    {
        var (_, page) = await host.GetAsync("/test/projects");
        foreach (var shown in (string[])["Acme", "Shop", "over its limit now", "not ready to enforce", "5 open issues would be blocked.", "1.2k"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_issue_says_in_one_sentence_what_happened_and_what_to_do()
    {
        var page = await IssueAsync(Issue with { Facets = FacetView.Of([new(Facet.Browser, "Chrome 156", 5), new(Facet.DocumentHost, "shop.example", 5)], 5), Releases = [new("shop@1.1", Some.Noon.AddDays(-3), false), new("shop@1.2", Some.Noon.AddDays(-2), true)] });
        foreach (var shown in (string[])
            ["Chrome blocked a script from cdn.example and elsewhere only reported it on shop.example since release shop@1.2.", "as safe", "protects no more", "script-src &#x27;self&#x27; https://static.example https://cdn.example", "query=browser%3A%22Chrome%20156%22"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_issue_says_what_was_blocked_where_and_by_which_directive()
    {
        var page = await IssueAsync(Issue);
        foreach (var shown in (string[])
            ["script-src-elem", "cdn.example", "shop.example", "100 %", "812", "1,000,000,000,000", "class=\"chart\"", "https://shop.example/app.js:3:14", "<mark>script-src", "data-live=\"/issues/42/live\"", "shop@1.2"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_browsers_sent_is_text_and_never_a_link_or_markup()
    {
        var page = await IssueAsync(Issue with { Issue = Some.Issue(title: Evil) with { Culprit = Evil, BlockedUri = Evil, Directive = Evil } });
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/test/project")]
    [InlineData("/test/issue")]
    [InlineData("/test/projects")]
    [InlineData("/test/stream")]
    public async Task Pages_keep_their_own_policy(string path)
    {
        host.Project = Project with { Refused = [new("empty", 1, Some.Noon)] };
        host.Stream = Stream with { Rows = [new(Some.Issue(), Some.Project, IssueStanding.Untouched, 0, [1, 2])] };
        host.Issue = Issue;
        var (_, page) = await host.GetAsync(path);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_issue_of_too_many_new_issues_explains_itself()
    {
        Assert.Contains("More new issues", await IssueAsync(Issue with { Issue = Some.Issue() with { Fingerprint = Fingerprint.Overflow } }), StringComparison.Ordinal);
        Assert.DoesNotContain("More new issues", await IssueAsync(Issue), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Noise_says_why_and_can_be_overruled()
    {
        var page = await IssueAsync(Issue with { Issue = Some.Issue() with { Place = IssuePlace.Noise, Noise = new(NoiseClass.Extension, [("extension-scheme", 100), ("gone-by-now", 7)], null) } });
        foreach (var shown in (string[])
            ["This is noise", "noise: browser extension", NoiseReasons.ExtensionScheme.Text, "gone-by-now", "add up to 107", "from 50 on", "action=\"/issues/42/noise\"", "__RequestVerificationToken", "Mark as not noise"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Let the reports decide again", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoiseClass.None, 0, null, "It comes from the site itself, as far as its reports tell", "Mark as noise")]
    [InlineData(NoiseClass.None, 30, null, "Something speaks for noise, but not enough", "Mark as noise")]
    [InlineData(NoiseClass.None, 100, null, "Its first report was noise, but others were not", "Mark as noise")]
    [InlineData(NoiseClass.None, 0, true, "whatever reports say", "Mark as not noise")]
    [InlineData(NoiseClass.Crawler, 60, false, "It stays in the stream", "Mark as noise")]
    [InlineData(NoiseClass.Crawler, 60, false, "It stays in the stream", "Let the reports decide again")]
    public async Task Every_standing_of_noise_has_its_words_and_its_way_out(NoiseClass noise, int weight, bool? overruled, string text, string button)
    {
        var page = await IssueAsync(Issue with { Issue = Some.Issue() with { Noise = new(noise, weight == 0 ? [] : [("crawler-agent", weight)], overruled) } });
        Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.Contains($">{button}</button>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_speaks_for_the_site_is_said_and_pages_lead_to_the_inventory()
    {
        var page = await IssueAsync(Issue with
        {
            Issue = Some.Issue() with { BlockedHost = "cdn.example.net", DocumentHost = "shop.example" },
            Clients = [(new(2026, 3, 1), 340)],
            Facets = [new(Facet.Browser, [("Chrome", 900), ("Firefox", 300)])],
            Samples = [Some.Sample with { Normalized = """{"document_uri":"https://shop.example/checkout","source_file":"https://shop.example/app.js"}""" }],
        });
        foreach (var shown in (string[])
            ["Not noise", "About 340 client-days", "More than one browser reports it: Chrome, Firefox.", "It starts in a file of shop.example itself.", "https://shop.example/checkout</li>", "/inventory?host=cdn.example.net#host-cdn.example.net"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Variants_are_shown_where_there_are_several()
    {
        Assert.DoesNotContain("Also seen as", await IssueAsync(Issue), StringComparison.Ordinal);

        var page = await IssueAsync(Issue with
        {
            Variants = [
                new() { Id = 42, Title = "Blocked 'script'", Directive = "script-src-elem", Browsers = ["Chrome 156"], Count = 1200, LastSeen = Some.Noon },
                new() { Id = 43, Title = "Blocked by firefox", Directive = "script-src", Browsers = ["Firefox 153"], Count = 7, LastSeen = Some.Noon },
            ],
        });
        foreach (var shown in (string[])["Also seen as", "Blocked by firefox", "script-src-elem", "Firefox 153", "1,200"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Other_kinds_say_what_they_mean_what_they_stand_for_and_what_the_report_said()
    {
        var page = await IssueAsync(Issue with
        {
            Issue = Some.Issue(title: "Request to shop.example failed") with { Kind = ReportKind.NetworkError, Count = 120, Weight = 12000, Directive = null, BlockedUri = null, Culprit = "connection / tcp.reset" },
            Samples = [Some.Sample with { Normalized = """{"type":"network-error","document_uri":"https://shop.example/","error_type":"tcp.reset","sampling_fraction":0.01,"pins":["a","b"],"nested":{"x":1}}""" }],
        });
        foreach (var shown in (string[])
            ["Network error", "about 12,000 requests, from 120 sampled reports", "connection / tcp.reset", "<dt>Error type</dt>", "tcp.reset", "<dt>Sampling fraction</dt>", "0.01", "a, b", "failed on its way"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Report only", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_and_class_has_words_of_its_own()
    {
        Assert.Equal(ReportKinds.All.Count, ReportKinds.All.Select(KindWords.Name).Distinct().Count());
        Assert.Equal(ReportKinds.All.Count, ReportKinds.All.Select(KindWords.Meaning).Distinct().Count());
        Assert.Equal(NoiseClasses.All.Count, NoiseClasses.All.Select(NoiseWords.Name).Append("noise").Distinct().Count() - 1);
    }

    private async Task<string> ProjectAsync(ProjectView view)
    {
        host.Project = view;
        return (await host.GetAsync("/test/project")).Body;
    }

    private async Task<string> StreamAsync(StreamView view)
    {
        host.Stream = view;
        return (await host.GetAsync("/test/stream")).Body;
    }

    private async Task<string> IssueAsync(IssueView view)
    {
        host.Issue = view;
        return (await host.GetAsync("/test/issue")).Body;
    }
}
