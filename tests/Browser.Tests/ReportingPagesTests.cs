using Picket.Testing;

namespace Picket.Browser.Tests;

/// <summary>Real browsers open pages that report everything they know how to report; each kind becomes an issue of its kind.</summary>
public sealed class ReportingPagesTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private static readonly string[] _directives =
    [
        "base-uri", "connect-src", "font-src", "form-action", "frame-src", "img-src", "media-src", "object-src", "require-trusted-types-for", "script-src", "script-src-attr", "script-src-elem",
        "style-src-attr", "style-src-elem", "worker-src",
    ];

    [Fact]
    public Task Chromium_sends_every_kind_it_knows() => SeenAsync(
        BrowserKind.Chromium,
        [.. _directives.Select(directive => $"csp {directive}"), "csp trusted-types", "csp_hash", "permissions_policy", "coep", "coop", "integrity", "deprecation", "nel"]);

    [Fact]
    public Task Firefox_sends_violations_of_policies_and_of_integrity() => SeenAsync(BrowserKind.Firefox, [.. _directives.Select(directive => $"csp {directive}"), "integrity"]);

    private static async Task SeenAsync(BrowserKind kind, string[] expected)
    {
        using var certificate = new TestCertificate();
        await using var standalone = await StandaloneProcess.StartAsync(new() { Arguments = ["--tls", certificate.PemFile] });
        using var api = new PicketApi(standalone.ReportUri, standalone.Token, certificate.Certificate);
        await using var site = await ReportingSite.StartAsync(standalone.ReportUri, certificate.Certificate);
        await using var browser = HeadlessBrowser.Open(kind, site.Address, standalone.ReportUri, certificate);

        string[] seen = [];
        await Until.TrueAsync(
            async () => expected.Except(seen = [.. (await api.IssuesAsync(place: "all")).Select(issue => $"{issue.Kind} {issue.Directive}".TrimEnd()).Distinct().Order(StringComparer.Ordinal)]).Any() is false,
            Deadline,
            () => $"missing {string.Join(", ", expected.Except(seen))}; saw {string.Join(", ", seen)}\nStandalone said\n{standalone.Output}");
    }
}
