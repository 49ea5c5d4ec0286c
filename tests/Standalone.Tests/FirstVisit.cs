using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.RegularExpressions;
using Picket.Testing;

namespace Picket.Standalone.Tests;

public sealed partial class FirstVisit : IAsyncLifetime, IDisposable
{
    private const string Report =
        """{"csp-report":{"document-uri":"https://shop.example/cart","effective-directive":"img-src","blocked-uri":"https://cdn.elsewhere.example/pixel.png","disposition":"enforce"}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private StandaloneProcess _standalone = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _standalone = await StandaloneProcess.StartAsync();
        _browser = new(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = new(_standalone.ReportUri, "/"), Timeout = Patience };
    }

    public async Task DisposeAsync() => await _standalone.DisposeAsync();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_printed_link_signs_in_once_and_looking_at_it_does_not_use_it_up()
    {
        var link = SignInLink().Match(_standalone.Output);
        Assert.True(link.Success, _standalone.Output);

        Assert.Contains("sign in", await _browser.GetStringAsync("/"), StringComparison.OrdinalIgnoreCase);
        using var looked = await _browser.GetAsync(link.Value);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Contains("Waiting for the first report", await SignInAsync(link), StringComparison.Ordinal);

        using var stranger = new HttpClient { BaseAddress = _browser.BaseAddress };
        using var again = await stranger.PostAsync("/sign-in", await FormAsync(stranger, link));
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task While_it_waits_the_page_says_what_was_refused_and_then_shows_the_first_issue_by_itself()
    {
        await SignInAsync(SignInLink().Match(_standalone.Output));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("{"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(Report, _standalone.ReportUri.AbsoluteUri[..^4] + "0000"));

        // Refusals reach PostgreSQL with the next commit.
        var waiting = await PageAsync(page => page.Contains("2 attempts were refused", StringComparison.Ordinal));
        Assert.Contains("Waiting for the first report", waiting, StringComparison.Ordinal);

        using var stream = await _browser.GetStreamAsync("/projects/1/live");
        await using var signals = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
        Assert.True(await signals.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Report));
        do
        {
            Assert.True(await signals.MoveNextAsync().AsTask().WaitAsync(Patience));
        }
        while (signals.Current.EventType != "changed");

        Assert.Contains("cdn.elsewhere.example", await PageAsync(page => !page.Contains("Waiting", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_setup_page_waits_and_then_says_that_reports_arrive()
    {
        await SignInAsync(SignInLink().Match(_standalone.Output));
        var waiting = await _browser.GetStringAsync("/projects/1/setup?with=nginx");
        Assert.Contains("Waiting for the first report", waiting, StringComparison.Ordinal);
        Assert.Contains("add_header Content-Security-Policy-Report-Only", waiting, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Report));
        Assert.Contains("cdn.elsewhere.example", await PageAsync(page => page.Contains("Reports arrive", StringComparison.Ordinal), "/projects/1/setup"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_set_on_the_page_answers_429_and_shows_in_traffic()
    {
        await SignInAsync(SignInLink().Match(_standalone.Output));
        var token = FormToken().Match(await _browser.GetStringAsync("/projects/1/settings/limits")).Groups["token"].Value;
        using var limit = new FormUrlEncodedContent([new("rateLimit.count", "3"), new("rateLimit.window", "86400"), new("__RequestVerificationToken", token)]);
        using var saved = await _browser.PostAsync("/projects/1/settings/limits", limit);
        Assert.Contains("Saved.", await saved.EnsureSuccessStatusCode().Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Until.TrueAsync(async () => await SendAsync(Report) == HttpStatusCode.TooManyRequests, Patience, () => "no report is over the limit");
        Assert.Contains("Change the limit", await PageAsync(page => page.Contains("rate limit was reached", StringComparison.Ordinal), "/projects/1/traffic"), StringComparison.Ordinal);
    }

    private async Task<string> SignInAsync(Match link)
    {
        using var answer = await _browser.PostAsync("/sign-in", await FormAsync(_browser, link));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> SendAsync(string report, string? reportUri = null)
    {
        using var body = new StringContent(report, Encoding.UTF8, "application/csp-report");
        using var answer = await _browser.PostAsync(reportUri ?? _standalone.ReportUri.AbsoluteUri, body);
        return answer.StatusCode;
    }

    private async Task<string> PageAsync(Func<string, bool> shows, string path = "/projects/1")
    {
        var page = "";
        await Until.TrueAsync(async () => shows(page = await _browser.GetStringAsync(path)), Patience, () => page);
        return page;
    }

    private static async Task<FormUrlEncodedContent> FormAsync(HttpClient browser, Match link)
    {
        var page = await browser.GetStringAsync(link.Value);
        return new([new("token", link.Groups["token"].Value), new("__RequestVerificationToken", FormToken().Match(page).Groups["token"].Value)]);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex FormToken();

    [GeneratedRegex("""http://localhost:\d+/sign-in\?token=(?<token>[0-9a-f]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex SignInLink();
}
