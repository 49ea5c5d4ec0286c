using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Picket.Browser.Tests;

/// <summary>A web site that breaks its own policies: every violation, enforced and only reported, over each transport, all framed by one page.</summary>
internal sealed class ViolatingSite : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly Uri _reportUri;

    private ViolatingSite(WebApplication site, Uri reportUri) => (_site, _reportUri) = (site, reportUri);

    /// <summary>The dispositions each violation is served with.</summary>
    public static IReadOnlyList<string> Dispositions { get; } = ["enforce", "report"];

    /// <summary>The page that frames all others.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Serves on a port of its own: https where a certificate is given.</summary>
    public static async Task<ViolatingSite> StartAsync(Uri reportUri, IReadOnlyList<string> transports, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var site = new ViolatingSite(app, reportUri);
        app.MapGet("/", () => Html(string.Concat(
            from violation in Violation.All
            from disposition in Dispositions
            from transport in transports
            select $"<iframe src='/{disposition}/{transport}/{violation.Name}'></iframe>")));
        app.MapGet("/eval.js", () => Results.Text("try { eval('1') } catch (blocked) { }", "text/javascript"));
        app.MapGet("/submit.js", () => Results.Text("document.getElementById('form').submit()", "text/javascript"));
        app.MapGet("/{disposition}/{transport}/{name}", site.Page);
        await app.StartAsync();
        var port = new Uri(app.Urls.Single()).Port;
        site.Address = new($"{(certificate is null ? "http" : "https")}://localhost:{port}/");
        return site;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private IResult Page(string disposition, string transport, string name, HttpResponse response)
    {
        var violation = Violation.All.Single(v => v.Name == name);
        var reporting = transport == "report-to" ? "report-to picket" : $"report-uri {_reportUri}";
        response.Headers[disposition == "enforce" ? "Content-Security-Policy" : "Content-Security-Policy-Report-Only"] = $"{violation.Policy}; {reporting}";
        if (transport == "report-to")
        {
            response.Headers["Reporting-Endpoints"] = $"picket=\"{_reportUri}\"";
        }

        return Html(violation.Body);
    }

    private static IResult Html(string body) => Results.Content("<!doctype html><title>A page that breaks its policy</title>" + body, "text/html; charset=utf-8");
}
