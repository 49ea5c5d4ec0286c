using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Picket.Testing;

namespace Picket.Dashboard.Tests;

/// <summary>People at work in the dashboard. After each walk nothing may have broken its policy.</summary>
[Collection(DashboardHost.Collection)]
public sealed partial class Walks(DashboardHost host)
{
    /// <summary>What comes after looks for what the page must show; a page that is shown without being loaded anew has no other event.</summary>
    private static readonly PageWaitForURLOptions _arrived = new() { WaitUntil = WaitUntilState.Commit };

    [Fact]
    public async Task First_minutes_from_an_empty_project_to_the_first_report_that_shows_up_while_the_page_waits()
    {
        var page = await host.OpenAsync("/organizations/home");
        await NewProjectAsync(page, "First minutes");
        Assert.Matches(SetupPath(), page.Url);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Waiting for the first report");
        await Assertions.Expect(page.Locator("#snippet")).ToContainTextAsync("Content-Security-Policy-Report-Only");

        var violation = await page.RunAndWaitForPopupAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Send a test violation" }).ClickAsync());
        await violation.WaitForLoadStateAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Reports arrive.", new() { Timeout = 15_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "All issues" }).ClickAsync();
        await Assertions.Expect(page.Locator("#issues > .row").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Twenty_issues_are_triaged_by_keyboard()
    {
        for (var i = 0; i < 22; i++)
        {
            await host.SendAsync(Samples.Report($"https://triage{i:00}.example/a.js", "script-src-elem"));
        }

        var page = await host.OpenAsync("/projects/1?query=blocked%3Atriage*.example");
        var rows = page.Locator("#issues > .row");
        await Assertions.Expect(rows).ToHaveCountAsync(22);
        await page.Keyboard.PressAsync("j");
        for (var left = 21; left >= 12; left--)
        {
            await page.Keyboard.PressAsync("e");
            await Assertions.Expect(rows).ToHaveCountAsync(left);
        }

        for (var i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync("x");
            await page.Keyboard.PressAsync("j");
        }

        await page.Keyboard.PressAsync("i");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("10 issues ignored");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#query")).ToBeFocusedAsync();
        await page.Context.CloseAsync();
        Assert.Empty(host.Wrong);
    }

    [Fact]
    public async Task Noise_is_overruled_and_then_stands_among_the_issues()
    {
        for (var i = 0; i < 12; i++)
        {
            await host.SendAsync(Samples.Report($"https://real{i}.example/a.js", "script-src-elem")); // Noise stays in the stream until a project has ten issues.
        }

        await host.SendAsync(Samples.Report("chrome-extension://overruled/x.js", "script-src-elem", "https://shop.example/overruled"));
        var page = await host.OpenAsync("/projects/1?status=noise&query=document%3Ashop.example");
        await page.Locator("#issues .title").First.ClickAsync();
        var overrule = page.Locator("form[action$='/noise'] button").First;
        await overrule.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("said that it is none");
        var address = page.Url.Split('?')[0];
        var list = await host.OpenAsync("/projects/1");
        await Assertions.Expect(list.Locator($"#issues .title[href='{new Uri(address).AbsolutePath}']")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
        await list.Context.CloseAsync();
        Assert.Empty(host.Wrong);
    }

    [Fact]
    public async Task Two_issues_become_one_get_a_ticket_and_one_is_taken_out_again()
    {
        await host.SendAsync(Samples.Report("https://folded1.example/a.js", "script-src-elem"));
        await host.SendAsync(Samples.Report("https://folded2.example/a.js", "script-src-elem"));
        var page = await host.OpenAsync("/projects/1?query=blocked%3Afolded*.example");
        var rows = page.Locator("#issues > .row");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.Locator("#all").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await page.Locator("#issues .title").First.ClickAsync();

        var tickets = page.Locator("#tickets");
        await tickets.GetByText("Link a ticket").ClickAsync();
        await tickets.GetByLabel("Address in your tracker").FillAsync("https://tracker.example.com/T-7");
        await tickets.GetByLabel("Shown as").FillAsync("T-7");
        await tickets.GetByRole(AriaRole.Button, new() { Name = "Link", Exact = true }).ClickAsync();
        var link = tickets.GetByRole(AriaRole.Link, new() { Name = "T-7" });
        await Assertions.Expect(link).ToHaveAttributeAsync("href", "https://tracker.example.com/T-7");
        await tickets.GetByRole(AriaRole.Button, new() { Name = "Unlink T-7" }).ClickAsync();
        await Assertions.Expect(link).ToHaveCountAsync(0);

        await Assertions.Expect(page.Locator("#variants tbody tr")).ToHaveCountAsync(2);
        await page.Locator("#variants").GetByRole(AriaRole.Button, new() { Name = "Take out" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("1 issue taken out");
        await page.GotoAsync("/projects/1?query=blocked%3Afolded*.example");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.Context.CloseAsync();
        Assert.Empty(host.Wrong);
    }

    [Fact]
    public async Task The_stream_of_an_organization_shows_a_new_issue_by_itself()
    {
        var page = await host.OpenAsync("/organizations/home/issues?query=blocked%3Alive*.example");
        var rows = page.Locator("#issues > .row");
        await Assertions.Expect(rows).ToHaveCountAsync(0);
        await host.SendAsync(Samples.Report("https://live1.example/a.js", "script-src-elem"));
        await Assertions.Expect(rows).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await page.Context.CloseAsync();
        Assert.Empty(host.Wrong);
    }

    [Fact]
    public async Task A_limit_is_set_and_what_it_refuses_shows_up_in_traffic()
    {
        var page = await host.OpenAsync("/organizations/home");
        await NewProjectAsync(page, "Limited");
        var path = ProjectPath().Match(page.Url).Value;
        await page.GotoAsync(path + "/settings/keys");
        var uri = new Uri((await page.Locator("[id^='uri-']").First.TextContentAsync())!.Trim());
        await page.GetByLabel("Limit of this key: reports").FillAsync("3");
        await page.GetByLabel("Limit of this key: in how long").SelectOptionAsync("an hour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("at most 3 an hour");

        var answers = new List<int>();
        var sent = DateTimeOffset.UtcNow;
        for (var i = 0; i < 8; i++)
        {
            answers.Add(await host.SendAsync(Samples.Report("https://cdn.example.net/a.js", "script-src-elem"), uri: uri));
        }

        Assert.Equal([200, 200, 200, 429, 429, 429, 429, 429], answers); // What is saved holds at once on the host that saved it.
        await page.GotoAsync(path + "/traffic");
        var limited = page.Locator(".sums div", new() { Has = page.GetByText("Limited", new() { Exact = true }) }).Locator("dd");
        await Until.TrueAsync( // Refused reports reach the statistics within a second.
            async () =>
            {
                await page.ReloadAsync();
                return await limited.TextContentAsync() == "5";
            },
            TimeSpan.FromSeconds(10),
            () => "five limited reports in traffic");
        if (DateTimeOffset.UtcNow.Hour == sent.Hour) // The notice is of the hour that runs.
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("A limit is reached: 5 reports were refused in this hour");
        }

        await page.Context.CloseAsync();
        Assert.Empty(host.Wrong);
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_is_offered_nothing_to_change()
    {
        await Samples.SendAsync(host);
        var viewer = await JoinAsync("vic@example.com", "viewer");
        var page = await host.OpenAsync("/projects/1?query=blocked%3Acdn.example.net", state: viewer);
        await Assertions.Expect(page.Locator("#issues > .row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("button[name=act]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("e");
        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync(new Regex("/issues/"), _arrived);
        await Assertions.Expect(page.Locator("main form[method=post]")).ToHaveCountAsync(0);
        var answer = await page.GotoAsync("/projects/1/settings/keys");
        Assert.Equal(403, answer!.Status);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("do not have permission");
        await page.Context.CloseAsync();
        Assert.Empty(host.Wrong);
    }

    [Fact]
    public async Task Two_organizations_side_by_side_see_their_own_alone()
    {
        await Samples.SendAsync(host);
        var link = SignInLink().Match(await host.CommandAsync("user", "create", "olga@example.com")).Groups[1].Value;
        await host.CommandAsync("organization", "create", "other", "--owner", "olga@example.com");
        var made = await host.CommandAsync("project", "create", "other", "blog");
        var uri = new Uri(ReportUri().Match(made).Groups[1].Value);
        uri = new UriBuilder(uri) { Port = host.Site.Port, Host = host.Site.Host, Scheme = "http" }.Uri;
        var report = Samples.Report("https://only-other.example/a.js", "script-src-elem");
        await Until.TrueAsync(async () => await host.SendAsync(report, uri: uri) == 200, TimeSpan.FromSeconds(10), () => "the host hears of the project that another process made");

        var olga = await host.SignInAsync(link);
        var hers = await host.OpenAsync("/organizations/other/issues", state: olga);
        await Assertions.Expect(hers.Locator("main")).ToContainTextAsync("only-other.example");
        await Assertions.Expect(hers.Locator("body")).Not.ToContainTextAsync("cdn.example.net");
        Assert.Equal(404, (await hers.GotoAsync("/projects/1"))!.Status);
        Assert.Equal(404, (await hers.GotoAsync("/organizations/home"))!.Status);
        var ours = await host.OpenAsync("/organizations/home/issues");
        await Assertions.Expect(ours.Locator("body")).Not.ToContainTextAsync("only-other.example");
        Assert.Equal(404, (await ours.GotoAsync("/organizations/other"))!.Status);
        await hers.Context.CloseAsync();
        await ours.Context.CloseAsync();
        Assert.Empty(host.Wrong);
    }

    [Fact]
    public async Task Without_scripts_issues_are_searched_opened_and_resolved()
    {
        await host.SendAsync(Samples.Report("https://scriptless.example/a.js", "script-src-elem"));
        var page = await host.OpenAsync("/projects/1", scripts: false);
        await page.Locator("#query").FillAsync("blocked:scriptless.example");
        await page.Locator("#query").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#issues > .row")).ToHaveCountAsync(1);
        await page.Locator("#issues .title").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("scriptless.example");
        await page.Locator("button[name=act][value='resolve']").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("resolved", new() { IgnoreCase = true });
        await page.Context.CloseAsync();
    }

    private static async Task NewProjectAsync(IPage page, string name)
    {
        var form = page.Locator("form[action$='/projects']");
        if (!await form.Locator("input[name=name]").IsVisibleAsync())
        {
            await page.Locator("summary", new() { HasText = "project" }).First.ClickAsync();
        }

        await form.Locator("input[name=name]").FillAsync(name);
        await form.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Regex("/projects/[0-9]+"), _arrived);
    }

    /// <summary>Makes a user, invites the address with <paramref name="role"/> and accepts. Returns what the user's browser knows.</summary>
    private async Task<string> JoinAsync(string email, string role)
    {
        using var http = new HttpClient { BaseAddress = host.Site, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", host.Standalone.Token) } };
        var answer = await http.PostAsJsonAsync("/api/0/organizations/home/members/", new { email, role });
        Assert.Equal(201, (int)answer.StatusCode);
        var invitation = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("inviteLink").GetString()!;
        var state = await host.SignInAsync(SignInLink().Match(await host.CommandAsync("user", "create", email)).Groups[1].Value);
        var page = await host.OpenAsync(new Uri(invitation).PathAndQuery, state: state);
        await page.Locator("main form button").First.ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/invitation", StringComparison.Ordinal), _arrived);
        await page.Context.CloseAsync();
        return state;
    }

    [GeneratedRegex("/projects/[0-9]+")]
    private static partial Regex ProjectPath();

    [GeneratedRegex("/projects/[0-9]+/setup")]
    private static partial Regex SetupPath();

    [GeneratedRegex(@"sign-in: (\S+)")]
    private static partial Regex SignInLink();

    [GeneratedRegex(@"report-uri: (\S+)")]
    private static partial Regex ReportUri();
}
