using Picket.Testing;

namespace Picket.Browser.Tests;

/// <summary>Real browsers visit pages that break their policies; what the API shows afterwards is exactly what happened.</summary>
public sealed class RealBrowsersTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Violations_reported_over_http_become_their_issues_with_exact_counts()
    {
        await using var standalone = await StandaloneProcess.StartAsync();
        using var api = new PicketApi(standalone.ReportUri, standalone.Token);
        await VisitWithEachBrowserAsync(standalone, api, ["report-uri"], null);
    }

    [Fact]
    public async Task Violations_reported_over_https_through_both_transports_fold_into_the_same_issues()
    {
        using var certificate = new TestCertificate();
        await using var standalone = await StandaloneProcess.StartAsync(new() { Arguments = ["--tls", certificate.PemFile] });
        using var api = new PicketApi(standalone.ReportUri, standalone.Token, certificate.Certificate);
        await VisitWithEachBrowserAsync(standalone, api, ["report-uri", "report-to"], certificate);
    }

    [Theory]
    [InlineData(BrowserKind.Chromium)]
    [InlineData(BrowserKind.Firefox)]
    public async Task The_page_to_try_reports_itself(BrowserKind kind)
    {
        await using var standalone = await StandaloneProcess.StartAsync();
        using var api = new PicketApi(standalone.ReportUri, standalone.Token);
        await using var browser = HeadlessBrowser.Open(kind, standalone.Try, standalone.ReportUri, null);

        // In its markup and again by its script, which is other code: an inline script, a style attribute and an image.
        (string Title, long Count)[] expected =
        [
            ("Blocked 'connect' from 'picket-try.example'", 1),
            ("Blocked 'image' from 'picket-try.example'", 2),
            ("Blocked 'script' from 'inline:'", 1),
            ("Blocked 'script' from 'inline:'", 1),
            ("Blocked 'script' from 'picket-try.example'", 1),
            ("Blocked style attribute from 'inline:'", 1),
            ("Blocked style attribute from 'inline:'", 1),
            ("Blocked unsafe eval() 'script'", 1),
        ];
        await SeenAsync(async () => Text((await api.IssuesAsync()).Select(issue => (issue.Title, issue.Count)).Order()), Text(expected), standalone);
    }

    private static async Task VisitWithEachBrowserAsync(StandaloneProcess standalone, PicketApi api, string[] transports, TestCertificate? certificate)
    {
        await using var site = await ViolatingSite.StartAsync(standalone.ReportUri, transports, certificate?.Certificate);
        var perVisit = transports.Length * ViolatingSite.Dispositions.Count;
        var browsers = new Dictionary<string, long>();
        foreach (var kind in Enum.GetValues<BrowserKind>())
        {
            browsers.Add($"{(kind == BrowserKind.Chromium ? "Chrome" : "Firefox")} {await HeadlessBrowser.MajorVersionAsync(kind)}", perVisit);
            var expected = Violation.All.Select(v => (v.Title, v.Directive, Count: (long)perVisit * browsers.Count)).Order().ToArray();
            await using (HeadlessBrowser.Open(kind, site.Address, standalone.ReportUri, certificate))
            {
                await SeenAsync(async () => Text((await api.IssuesAsync()).Select(i => (i.Title, i.Directive, i.Count)).Order()), Text(expected), standalone);
            }
        }

        var dispositions = ViolatingSite.Dispositions.ToDictionary(d => d, _ => (long)transports.Length * browsers.Count);
        foreach (var issue in await api.IssuesAsync())
        {
            // Facets may be a commit behind the counts.
            await SeenAsync(async () => Text(await api.TagAsync(issue.Id, "browser")), Text(browsers), standalone);
            await SeenAsync(async () => Text(await api.TagAsync(issue.Id, "disposition")), Text(dispositions), standalone);
            await SeenAsync(async () => Text(await api.TagAsync(issue.Id, "document-host")), Text(new Dictionary<string, long> { ["localhost"] = perVisit * browsers.Count }), standalone);
        }
    }

    private static async Task SeenAsync(Func<Task<string>> read, string expected, StandaloneProcess standalone)
    {
        var seen = "";
        await Until.TrueAsync(async () => (seen = await read()) == expected, Deadline, () => $"expected\n{expected}\nbut saw\n{seen}\nStandalone said\n{standalone.Output}");
    }

    private static string Text<T>(IEnumerable<T> items) => string.Join('\n', items);

    private static string Text(IReadOnlyDictionary<string, long> counts) => Text(counts.OrderBy(c => c.Key, StringComparer.Ordinal));
}
