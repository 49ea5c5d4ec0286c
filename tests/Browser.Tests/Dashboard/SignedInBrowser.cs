using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Picket.Testing;

namespace Picket.Browser.Tests.Dashboard;

/// <summary>A real Picket and Debian's Chromium, signed in as the owner. Violations of the dashboard's own policy are kept.</summary>
public sealed partial class SignedInBrowser : IAsyncLifetime
{
    private const string Watch = "document.addEventListener('securitypolicyviolation', e => console.log('VIOLATION ' + e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample));";

    private readonly List<string> _wrong = [];
    private StandaloneProcess _standalone = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private string _state = "";

    /// <summary>What broke the dashboard's policy, and errors of its scripts.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>The collector.</summary>
    public StandaloneProcess Standalone => _standalone;

    public async Task InitializeAsync()
    {
        _standalone = await StandaloneProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        await using var context = await _browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(SignInLink().Match(_standalone.Output).Value);
        // The page's own script sends its form.
        await page.WaitForURLAsync(new Regex("/projects/"));
        _state = await context.StorageStateAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _standalone.DisposeAsync();
    }

    /// <summary>Opens a page of the dashboard.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1440, ColorScheme colors = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = new Uri(_standalone.ReportUri, "/").AbsoluteUri, StorageState = _state, ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = colors });
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        page.Console += (_, message) => { if (message.Text.StartsWith("VIOLATION", StringComparison.Ordinal)) { _wrong.Add($"{page.Url}: {message.Text}"); } };
        page.PageError += (_, error) => _wrong.Add($"{page.Url}: {error}");
        page.Dialog += async (_, dialog) => { _wrong.Add($"{page.Url}: a dialog says {dialog.Message}"); await dialog.DismissAsync(); };
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Sends a report as a browser would.</summary>
    public async Task SendAsync(string report, string contentType = "application/csp-report", string more = "")
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36");
        using var body = new StringContent(report, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        using var answer = await http.PostAsync(_standalone.ReportUri.AbsoluteUri + more, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"http://localhost:\d+/sign-in\?token=[0-9a-f]+", RegexOptions.CultureInvariant)]
    private static partial Regex SignInLink();
}
