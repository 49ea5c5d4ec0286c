using System.Text.Json;
using Picket.Testing;

namespace Picket.Dashboard.Tests;

/// <summary>Every field of every kind of report may hold anything. Wherever it is shown it is text: it runs nothing, adds nothing to the page and leads nowhere.</summary>
[Collection(DashboardHost.Collection)]
public sealed class What_strangers_send(DashboardHost host)
{
    /// <summary>Elements that only a hostile text could have made.</summary>
    private const string Made = "main script, main style, main img, main iframe, main object, main [onerror], main [onload], main [onclick], main [onfocus], main a[href]:not([href^='/']):not([href^='?']):not([href^='#']):not([href^='http://localhost']), main [style]:not(.uplot *)";

    private static readonly string[] _hostile =
    [
        "<script>window.__xss=1</script>", "\"><img src=x onerror=window.__xss=1>", "'-(window.__xss=1)-'", "javascript:window.__xss=1", "</style><style>*{display:none}</style>", "</title><svg onload=window.__xss=1>",
        "</textarea><iframe srcdoc=\"<script>parent.__xss=1</script>\">", "\" autofocus onfocus=window.__xss=1 x=\"", "{{7*7}}${7*7}<%=7*7%>", "data:text/html,<script>parent.__xss=1</script>", "url(javascript:window.__xss=1)",
        "\u202Egnp.exe\u202C\u2066", "\u0000\u0001\u001b[31m\u2028", "&lt;b&gt;&#x3C;script&#x3E;", new string('W', 4000),
    ];

    private static readonly string[] _types =
    [
        "csp-violation", "csp-hash", "network-error", "deprecation", "intervention", "crash", "permissions-policy-violation", "potential-permissions-policy-violation", "document-policy-violation",
        "coep", "coop", "integrity-violation", "x-unknown",
    ];

    private static readonly string[] _members =
    [
        "documentURL", "referrer", "blockedURL", "effectiveDirective", "originalPolicy", "sourceFile", "sample", "id", "message", "type", "phase", "reason", "stack", "featureId", "policyId", "allowAttribute", "srcAttribute",
        "destination", "method", "protocol", "server_ip", "elapsed_time", "hash", "subresource_url", "document_url", "property", "openerURL", "openeeURL", "otherDocumentURL", "initialPopupURL", "nextResponseURL",
        "previousResponseURL", "effectivePolicy", "disposition", "anticipatedRemoval", "crashId", "visibility_state",
    ];

    [Fact]
    public async Task Is_text_on_every_page()
    {
        foreach (var evil in _hostile)
        {
            await SendAsync(evil);
        }

        foreach (var path in await PathsAsync())
        {
            var page = await host.VisitAsync(path);
            Assert.Empty(await page.Locator(Made).EvaluateAllAsync<string[]>("made => made.map(one => one.outerHTML.slice(0, 200))"));
            Assert.False(await page.EvaluateAsync<bool>("'__xss' in window"), path);
            Assert.False(await page.EvaluateAsync<bool>("getComputedStyle(document.querySelector('main')).display === 'none'"), path);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 1280, $"{path} is wider than its window.");
            await page.GotoAsync("about:blank"); // What it follows ends.
        }

        Assert.Empty(host.Wrong);
    }

    private async Task SendAsync(string evil)
    {
        var text = Uri.EscapeDataString(string.Concat(evil.Where(letter => !char.IsControl(letter)).Take(100)));
        var members = _members.ToDictionary(member => member, _ => (object)evil);
        await host.SendAsync(Json(new() { ["csp-report"] = new Dictionary<string, object>(members) { ["effective-directive"] = "script-src-elem", ["document-uri"] = "https://hostile.example/" + evil, ["blocked-uri"] = "https://hostile.example/" + evil, ["violated-directive"] = evil, ["script-sample"] = evil } }),
            more: $"&sentry_release={text}&sentry_environment={text}");
        foreach (var type in _types.Append(evil))
        {
            var body = new Dictionary<string, object>(members) { ["effectiveDirective"] = "img-src" };
            await host.SendAsync(JsonSerializer.Serialize(new[] { new Dictionary<string, object> { ["type"] = type, ["url"] = "https://hostile.example/" + evil, ["age"] = 1, ["user_agent"] = evil, ["body"] = body } }), "application/reports+json");
        }

        await host.SendAsync(Json(new() { ["expect-ct-report"] = new Dictionary<string, object> { ["hostname"] = evil, ["port"] = 443, ["date-time"] = evil, ["scheme"] = evil, ["failure-mode"] = evil, ["served-certificate-chain"] = new[] { evil }, ["scts"] = new[] { evil } } }));
        await host.SendAsync(Json(new() { ["hostname"] = evil, ["noted-hostname"] = evil, ["date-time"] = evil, ["known-pins"] = new[] { evil }, ["served-certificate-chain"] = new[] { evil } }), "application/json");
        await host.SendAsync(Json(new() { ["organization-name"] = evil, ["report-id"] = evil, ["date-range"] = new Dictionary<string, object> { ["start-datetime"] = evil }, ["policies"] = new[] { new Dictionary<string, object>
        {
            ["policy"] = new Dictionary<string, object> { ["policy-type"] = evil, ["policy-domain"] = evil }, ["failure-details"] = new[] { new Dictionary<string, object> { ["result-type"] = evil, ["receiving-mx-hostname"] = evil, ["failed-session-count"] = 1 } },
        } } }), "application/json");
    }

    /// <summary>Lists, one issue of each title's beginning, and the searches that a hostile text can stand in.</summary>
    private async Task<IReadOnlyList<string>> PathsAsync()
    {
        var list = await host.VisitAsync("/projects/1?status=all");
        var issues = await list.Locator("#issues .title").EvaluateAllAsync<string[][]>("links => links.map(link => [link.textContent.slice(0, 12), link.getAttribute('href')])");
        Assert.NotEmpty(issues);
        var search = Uri.EscapeDataString(_hostile[1]);
        return
        [
            .. issues.DistinctBy(issue => issue[0]).Select(issue => issue[1]).Take(Scale.HostileIssues),
            "/projects", "/projects/1", "/projects/1?status=noise", "/projects/1?status=quiet", "/organizations/home/issues", "/projects/1/traffic", "/projects/1/inventory", "/projects/1/setup",
            $"/projects/1?query={search}", $"/projects/1?query=has%3A{search}", $"/projects/1?query=release%3A%22{Uri.EscapeDataString("<img src=x onerror=window.__xss=1>")}%22", $"/projects/1/doctor?url={search}",
        ];
    }

    private static string Json(Dictionary<string, object> body) => JsonSerializer.Serialize(body);
}
