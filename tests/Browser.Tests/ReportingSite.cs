using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Picket.Browser.Tests;

/// <summary>The pages of <c>Captures/pages.json</c>, which make a browser send every kind of report it knows to one address.</summary>
internal sealed class ReportingSite : IAsyncDisposable
{
    private const string UriPrefix = "uri/";

    private static readonly Dictionary<string, Page> _pages = ReadPages();

    private readonly WebApplication _site;
    private readonly Uri _reportUri;

    private ReportingSite(WebApplication site, Uri reportUri) => (_site, _reportUri) = (site, reportUri);

    /// <summary>The page that frames or opens all others.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Serves on a port of its own, by two names: a name and an address are origins of different sites.</summary>
    public static async Task<ReportingSite> StartAsync(Uri reportUri, X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var site = new ReportingSite(app, reportUri);
        app.MapGet("/", () => Html(site.Frames()));
        app.MapGet("/eval.js", () => Script("try { eval('1') } catch { }"));
        app.MapGet("/wasm.js", () => Script("try { new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) } catch { }"));
        app.MapGet("/plain.js", () => Script("var plain = 1;"));
        app.MapGet("/missing", () => Results.NotFound());
        app.MapGet("/reset", (HttpContext request) => request.Abort());
        app.MapGet("/{**path}", site.Answer);
        await app.StartAsync();
        site.Address = new($"https://localhost:{new Uri(app.Urls.Single()).Port}/");
        return site;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private string Frames() => string.Concat(
        from name in _pages.Keys
        where !name.StartsWith("coop", StringComparison.Ordinal)
        from path in name.StartsWith("csp/", StringComparison.Ordinal) ? (string[])[name, UriPrefix + name] : [name]
        select $"<iframe src='/{path}' allow='geolocation; camera'></iframe>") + "<script>open('/coop', 'a'); open('/coop-report-only', 'b')</script>";

    private IResult Answer(string path, HttpResponse response)
    {
        var isUri = path.StartsWith(UriPrefix, StringComparison.Ordinal);
        if (!_pages.TryGetValue(isUri ? path[UriPrefix.Length..] : path, out var page))
        {
            return Html("");
        }

        response.Headers["Reporting-Endpoints"] = $"default=\"{_reportUri}\"";
        foreach (var (name, value) in page.Headers)
        {
            response.Headers[name] = Here(isUri ? value.Replace("report-to default", "report-uri COLLECT", StringComparison.Ordinal) : value);
        }

        return Html(Here(page.Body));
    }

    private string Here(string text) =>
        text.Replace("COLLECT", _reportUri.AbsoluteUri, StringComparison.Ordinal).Replace("FAR", $"https://127.0.0.1:{Address.Port}", StringComparison.Ordinal);

    private static IResult Script(string text) => Results.Text(text, "text/javascript");

    private static IResult Html(string body) => Results.Content("<!doctype html><title>A page that reports</title>" + body, "text/html; charset=utf-8");

    private static Dictionary<string, Page> ReadPages()
    {
        using var file = typeof(ReportingSite).Assembly.GetManifestResourceStream("pages.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Page>>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record Page(Dictionary<string, string> Headers, string Body);
}
