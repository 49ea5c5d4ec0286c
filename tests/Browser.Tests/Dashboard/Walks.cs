using System.Text.Json;
using Microsoft.Playwright;
using Picket.Testing;

namespace Picket.Browser.Tests.Dashboard;

/// <summary>People at work in the dashboard. After each walk nothing may have broken its policy.</summary>
public sealed class Walks(SignedInBrowser browser) : IClassFixture<SignedInBrowser>
{
    private const string Policy = "default-src 'none'; script-src 'self' https://static.example; style-src 'self'; img-src 'self'; connect-src 'self'; report-uri /x";

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "javascript:alert(1)", "</style><style>*{display:none}</style>",
        "{{7*7}}${7*7}", "\u202Egnp.exe\u202C", "\u0000\u0001\u001b[31m", new string('W', 4000),
    ];

    [Fact]
    public async Task Twenty_issues_are_triaged_by_keyboard()
    {
        for (var i = 0; i < 22; i++)
        {
            await browser.SendAsync(Report($"https://triage{i:00}.example/a.js", "script-src-elem"));
        }

        var page = await browser.OpenAsync("/projects/1?query=blocked%3Atriage*.example");
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
        await Assertions.Expect(page.Locator("[role=status]")).ToHaveTextAsync("10 issues ignored until it gets worse.");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#query")).ToBeFocusedAsync();
        Assert.Empty(browser.Wrong);
    }

    [Fact]
    public async Task What_strangers_send_is_text_on_every_page()
    {
        foreach (var evil in Hostile)
        {
            await browser.SendAsync(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["csp-report"] = new Dictionary<string, object>
                {
                    ["document-uri"] = "https://hostile.example/" + evil, ["referrer"] = evil, ["effective-directive"] = "script-src-elem", ["violated-directive"] = "script-src-elem " + evil,
                    ["original-policy"] = Policy + "; x-" + evil, ["blocked-uri"] = "https://hostile.example/" + evil, ["source-file"] = evil, ["script-sample"] = evil, ["line-number"] = evil, ["disposition"] = "enforce",
                },
            }), more: $"&sentry_release={Uri.EscapeDataString(Text(evil))}&sentry_environment={Uri.EscapeDataString(Text(evil))}");
            foreach (var type in (string[])["deprecation", "intervention", "crash", "network-error", "coep", "coop", "permissions-policy-violation", "integrity-violation", evil])
            {
                await browser.SendAsync(JsonSerializer.Serialize(new[]
                {
                    new Dictionary<string, object>
                    {
                        ["type"] = type, ["url"] = "https://hostile.example/" + evil, ["age"] = 1, ["user_agent"] = evil,
                        ["body"] = new Dictionary<string, object> { ["id"] = evil, ["message"] = evil, ["sourceFile"] = evil, ["type"] = evil, ["phase"] = evil, ["reason"] = evil, ["featureId"] = evil, ["policyId"] = evil, ["blockedURL"] = evil, ["destination"] = evil },
                    },
                }), "application/reports+json");
            }
        }

        var list = await browser.OpenAsync("/projects/1?status=all");
        var paths = await list.Locator("#issues .title").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.NotEmpty(paths);
        foreach (var path in paths.Take(30).Append("/projects").Append("/organizations/home/issues"))
        {
            var page = await browser.OpenAsync(path);
            Assert.Equal(0, await page.Locator("main script, main style, main img, main a[href^='http'], main a[href^='javascript']").CountAsync());
            await page.Context.CloseAsync();
        }

        Assert.Empty(browser.Wrong);
    }

    [Theory]
    [InlineData("projects", "/projects")]
    [InlineData("issues", "/projects/1")]
    [InlineData("noise", "/projects/1?status=noise")]
    [InlineData("search-error", "/projects/1?query=has%3Anothing")]
    [InlineData("issue", null)]
    [InlineData("organization", "/organizations/home")]
    [InlineData("account", "/account")]
    public async Task Every_page_fits_every_screen(string name, string? path)
    {
        await FillAsync();
        path ??= await IssueAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Built.Root, "artifacts", "screenshots")).FullName;
        foreach (var colors in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var width in (int[])[360, 390, 1440])
            {
                var page = await browser.OpenAsync(path, width, colors);
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width} px.");
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{colors.ToString().ToLowerInvariant()}-{width}.png"), FullPage = width < 1440 });
                await page.Context.CloseAsync();
            }
        }

        Assert.Empty(browser.Wrong);
    }

    private async Task<string> IssueAsync()
    {
        var list = await browser.OpenAsync("/projects/1?query=blocked%3Acdn.example.net");
        return (await list.Locator("#issues .title").First.GetAttributeAsync("href"))!;
    }

    private async Task FillAsync()
    {
        foreach (var (blocked, directive) in ((string, string)[])
            [("https://cdn.example.net/v2/widget.js", "script-src-elem"), ("https://fonts.example.org/inter.woff2", "font-src"), ("inline", "script-src-elem"), ("eval", "script-src"), ("https://metrics.example.io/collect", "connect-src"),
             ("inline", "style-src-attr"), ("https://images.example.com/hero.avif", "img-src"), ("data", "font-src"), ("chrome-extension://abcdef/x.js", "script-src-elem"), ("https://pay.example/frame", "frame-src")])
        {
            foreach (var release in (string[])["41", "42"])
            {
                await browser.SendAsync(Report(blocked, directive), more: $"&sentry_release={release}&sentry_environment=production");
            }
        }
    }

    private static string Text(string evil) => string.Concat(evil.Where(letter => !char.IsControl(letter)).Take(100));

    private static string Report(string blocked, string directive) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["csp-report"] = new Dictionary<string, object>
        {
            ["document-uri"] = "https://shop.example/cart", ["effective-directive"] = directive, ["violated-directive"] = directive, ["original-policy"] = Policy, ["blocked-uri"] = blocked,
            ["source-file"] = "https://shop.example/app.js", ["line-number"] = 12, ["column-number"] = 7, ["disposition"] = "enforce",
        },
    });
}
