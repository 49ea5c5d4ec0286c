using System.Text.Json;

namespace Picket.Dashboard.Tests;

/// <summary>What a shop's pages report.</summary>
internal static class Samples
{
    public const string Policy = "default-src 'none'; script-src 'self' https://static.example; style-src 'self'; img-src 'self'; connect-src 'self'; report-uri /x";

    /// <summary>One report in the report-uri form.</summary>
    public static string Report(string blocked, string directive, string document = "https://shop.example/cart") => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["csp-report"] = new Dictionary<string, object>
        {
            ["document-uri"] = document, ["effective-directive"] = directive, ["violated-directive"] = directive, ["original-policy"] = Policy, ["blocked-uri"] = blocked,
            ["source-file"] = "https://shop.example/app.js", ["line-number"] = 12, ["column-number"] = 7, ["disposition"] = "enforce",
        },
    });

    /// <summary>A few problems of two releases, and what is only noise; once for all tests.</summary>
    public static Task SendAsync(DashboardHost host) => host.Filled ??= FillAsync(host);

    private static async Task FillAsync(DashboardHost host)
    {
        foreach (var (blocked, directive) in ((string, string)[])
            [("https://cdn.example.net/v2/widget.js", "script-src-elem"), ("https://fonts.example.org/inter.woff2", "font-src"), ("inline", "script-src-elem"), ("eval", "script-src"),
             ("https://metrics.example.io/collect", "connect-src"), ("inline", "style-src-attr"), ("https://images.example.com/hero.avif", "img-src"), ("data", "font-src"),
             ("chrome-extension://abcdef/x.js", "script-src-elem"), ("https://pay.example/frame", "frame-src")])
        {
            foreach (var release in (string[])["41", "42"])
            {
                Assert.Equal(200, await host.SendAsync(Report(blocked, directive), more: $"&sentry_release={release}&sentry_environment=production"));
            }
        }
    }
}
