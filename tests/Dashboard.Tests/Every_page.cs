using Microsoft.Playwright;
using Picket.Testing;
using Picket.Web.Tests.Tenants;

namespace Picket.Dashboard.Tests;

/// <summary>Each page of the dashboard, on phones and desktops, light and dark: nothing serious for axe, nothing wider than its window, nothing that moves while it loads. Screenshots of all go to artifacts/screenshots.</summary>
[Collection(DashboardHost.Collection)]
public sealed class Every_page(DashboardHost host)
{
    private const int Phone = 390;
    private const int Desktop = 1280;

    /// <summary>Each color and each size; each with each where all is tried.</summary>
    private static readonly (ColorScheme Colors, int Width, string Device)[] _looks =
        [(ColorScheme.Light, Desktop, "desktop"), (ColorScheme.Dark, Phone, "phone"), .. Scale.AllLooks ? [(ColorScheme.Dark, Desktop, "desktop"), (ColorScheme.Light, Phone, "phone")] : ((ColorScheme, int, string)[])[]];

    /// <summary>Endpoints that are no pages of the dashboard: data, scripts, streams, and the page that breaks its own policy.</summary>
    private static readonly string[] _others =
    [
        "/assets/{file}", "/issues/{issue}/live", "/projects/{project}/live", "/organizations/{organization}/issues/live", "/openapi/{documentName}.json", "/organizations/{organization}/issues/values", "/projects/{project}/values", "/try/{project}",
    ];

    /// <summary>The others: what it is called, its endpoint, and where it is. ISSUE stands for one of the project's.</summary>
    public static TheoryData<string, string, string> Pages => new()
    {
        { "home", "/", "/" },
        { "account", "/account/", "/account" },
        { "confirm", "/confirm", "/confirm" },
        { "installation", "/installation", "/installation" },
        { "invitation", "/invitation", "/invitation?token=none" },
        { "issue", "/issues/{issue}", "ISSUE" },
        { "organization", "/organizations/{organization}", "/organizations/home" },
        { "organization-issues", "/organizations/{organization}/issues", "/organizations/home/issues" },
        { "forgot", "/password/forgot", "/password/forgot" },
        { "reset", "/password/reset", "/password/reset?token=none" },
        { "projects", "/projects", "/projects" },
        { "issues", "/projects/{project}", "/projects/1" },
        { "issues-noise", "/projects/{project}", "/projects/1?status=noise" },
        { "issues-search-error", "/projects/{project}", "/projects/1?query=has%3Anothing" },
        { "issues-empty", "/projects/{project}", "/projects/1?query=blocked%3Anowhere.example" },
        { "doctor", "/projects/{project}/doctor", "/projects/1/doctor" },
        { "inventory", "/projects/{project}/inventory", "/projects/1/inventory" },
        { "settings", "/projects/{project}/settings", "/projects/1/settings" },
        { "settings-keys", "/projects/{project}/settings/{section}", "/projects/1/settings/keys" },
        { "settings-limits", "/projects/{project}/settings/{section}", "/projects/1/settings/limits" },
        { "settings-filters", "/projects/{project}/settings/{section}", "/projects/1/settings/filters" },
        { "settings-noise", "/projects/{project}/settings/{section}", "/projects/1/settings/noise" },
        { "settings-privacy", "/projects/{project}/settings/{section}", "/projects/1/settings/privacy" },
        { "settings-grouping", "/projects/{project}/settings/{section}", "/projects/1/settings/grouping" },
        { "settings-danger", "/projects/{project}/settings/{section}", "/projects/1/settings/danger" },
        { "setup", "/projects/{project}/setup", "/projects/1/setup" },
        { "traffic", "/projects/{project}/traffic", "/projects/1/traffic" },
        { "sign-in", "/sign-in", "/sign-in" },
        { "sign-in-code", "/sign-in/code", "/sign-in/code" },
        { "sign-up", "/sign-up", "/sign-up" },
        { "start", "/start", "/start" },
        { "not-found", "/", "/nothing/here" },
    };

    [Fact]
    public void Is_visited()
    {
        var endpoints = Table.Rows.Split('\n').Select(row => row.Split('|')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["GET", var path] && !path.StartsWith("/api/0", StringComparison.Ordinal)).Select(words => words[1]).Except(_others).Order();
        Assert.Equal(endpoints, Pages.Select(row => (string)row[1]).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Fits_everyone(string name, string endpoint, string path)
    {
        await Samples.SendAsync(host);
        Assert.NotEmpty(endpoint);
        var isForStrangers = endpoint is "/sign-in" or "/sign-up" or "/password/forgot" or "/password/reset" or "/confirm";
        var page = await host.VisitAsync(path == "ISSUE" ? await IssueAsync() : path, isForStrangers ? "" : null);
        Assert.InRange(await page.EvaluateAsync<double>("window.__shift"), 0, 0.01);
        foreach (var width in (int[])[360, 2560])
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width} px.");
        }

        var folder = Directory.CreateDirectory(Path.Combine(Built.Root, "artifacts", "screenshots")).FullName;
        var serious = new List<string>();
        foreach (var (colors, width, device) in _looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colors, ReducedMotion = ReducedMotion.Reduce });
            await page.SetViewportSizeAsync(width, 900);
            var theme = colors.ToString().ToLowerInvariant();
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{theme}-{device}.png"), FullPage = true });
            serious.AddRange((await Axe.SeriousAsync(page)).Select(found => $"{theme}, {device}: {found}"));
        }

        await page.GotoAsync("about:blank"); // What it follows ends.
        Assert.Empty(serious);
        Assert.Empty(host.Wrong);
    }

    private async Task<string> IssueAsync()
    {
        var list = await host.VisitAsync("/projects/1?query=blocked%3Acdn.example.net");
        return (await list.Locator("#issues .title").First.GetAttributeAsync("href"))!;
    }
}
