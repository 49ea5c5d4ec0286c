using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Picket.Testing;

namespace Picket.Dashboard.Tests;

/// <summary>
/// A real Picket and Debian's Chromium, signed in as its owner. Whatever breaks the dashboard's policy, throws in its scripts or opens a dialog is kept, and the policy's own reports go to
/// a project of their own.
/// </summary>
public sealed partial class DashboardHost : IAsyncLifetime
{
    /// <summary>Of tests that share one.</summary>
    public const string Collection = "dashboard";

    private const string Watch = """
        window.__shift = 0;
        document.addEventListener('securitypolicyviolation', e => console.log('VIOLATION ' + e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample));
        new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
        """;

    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, IPage> _kept = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>The collector.</summary>
    public StandaloneProcess Standalone { get; private set; } = null!;

    /// <summary>Done when <see cref="Samples"/> are there.</summary>
    internal Task? Filled { get; set; }

    /// <summary>Where pages are.</summary>
    public Uri Site => new(Standalone.ReportUri, "/");

    /// <summary>What a browser knows that the owner is signed in with, as Playwright writes it.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>What broke the dashboard's policy, errors of its scripts, and dialogs.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    public async Task InitializeAsync()
    {
        Standalone = await StandaloneProcess.StartAsync(new() { Environment = new Dictionary<string, string> { ["Picket__NewIssuesPerHour"] = "-1" } });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Installed.Chromium(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--short-reporting-delay"],
        });
        Owner = await SignInAsync(SignInLink().Match(Standalone.Output).Value);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _http.Dispose();
        await Standalone.DisposeAsync();
    }

    /// <summary>Opens a link that signs in, and returns what the browser then knows.</summary>
    public async Task<string> SignInAsync(string link)
    {
        await using var context = await _browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(link);
        await page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit }); // The page's own script sends its form.
        return await context.StorageStateAsync();
    }

    /// <summary>Opens a page of the dashboard in a window of its own: as the owner, or as who has <paramref name="state"/>; "" is nobody.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1280, ColorScheme colors = ColorScheme.Light, string? state = null, bool scripts = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = Site.AbsoluteUri,
            StorageState = (state ?? Owner) is { Length: > 0 } known ? known : null,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = colors,
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(15_000);
        if (scripts)
        {
            await context.AddInitScriptAsync(Watch);
        }

        var page = await context.NewPageAsync();
        page.Console += (_, message) => Keep(message.Text.StartsWith("VIOLATION", StringComparison.Ordinal), $"{page.Url}: {message.Text}");
        page.PageError += (_, error) => Keep(true, $"{page.Url}: {error}");
        page.Dialog += async (_, dialog) =>
        {
            Keep(true, $"{page.Url}: a dialog says {dialog.Message}");
            await dialog.DismissAsync();
        };
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Has a window ask for everything anew with each page, and returns its debugger, which knows of all it loads.</summary>
    public static async Task<ICDPSession> WithoutCacheAsync(IPage page)
    {
        var debugger = await page.Context.NewCDPSessionAsync(page);
        await debugger.SendAsync("Network.enable");
        await debugger.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        return debugger;
    }

    /// <summary>Opens a page of the dashboard in a window that is kept, one for each <paramref name="state"/>: a new one takes a second until it has what it needs. But for that it is as a new one.</summary>
    public async Task<IPage> VisitAsync(string path, string? state = null)
    {
        var page = _kept.GetValueOrDefault(state ?? Owner);
        if (page is null)
        {
            page = _kept[state ?? Owner] = await OpenAsync("about:blank", state: state);
            await page.AddInitScriptAsync("if (origin !== 'null') sessionStorage.clear()");
            await WithoutCacheAsync(page);
        }

        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.NoPreference });
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Sends a report as a browser would, to the first project or to <paramref name="uri"/>, and returns the answer's status.</summary>
    public async Task<int> SendAsync(string report, string contentType = "application/csp-report", string more = "", Uri? uri = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, (uri ?? Standalone.ReportUri).AbsoluteUri + more) { Content = new StringContent(report, Encoding.UTF8, new MediaTypeHeaderValue(contentType)) };
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36");
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Runs a command of Picket's command line on the running host's database and returns what it printed.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        var (code, said) = await Command.RunAsync(
            Built.Root, "dotnet", [Built.Standalone, .. arguments, "--data", Standalone.DataFolder], ("Picket__PublicUrl", Site.GetLeftPart(UriPartial.Authority)));
        Assert.True(code == 0, said);
        return said;
    }

    private void Keep(bool isWrong, string what)
    {
        if (isWrong)
        {
            _wrong.Enqueue(what);
        }
    }

    [GeneratedRegex(@"http://localhost:\d+/sign-in\?token=[0-9a-f]+", RegexOptions.CultureInvariant)]
    private static partial Regex SignInLink();
}

/// <summary>Shares one <see cref="DashboardHost"/>.</summary>
[CollectionDefinition(DashboardHost.Collection)]
public sealed class DashboardGroup : ICollectionFixture<DashboardHost>;
