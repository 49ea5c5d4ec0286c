using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Telemetry.Health;

namespace Picket.Telemetry.Tests.Support;

/// <summary>A host with telemetry on a real Kestrel: a site on one port, operations on another.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app, int site, int operations)
    {
        _app = app;
        (Site, Operations) = (new() { BaseAddress = new($"http://127.0.0.1:{site}") }, new() { BaseAddress = new($"http://127.0.0.1:{operations}") });
    }

    public HttpClient Site { get; }

    public HttpClient Operations { get; }

    public ReadinessGate Gate => _app.Services.GetRequiredService<ReadinessGate>();

    /// <summary>Starts it; the site answers "site" to everything that none of <paramref name="map"/> takes.</summary>
    public static async Task<RunningHost> StartAsync(Action<IHealthChecksBuilder>? checks = null, Action<WebApplication>? map = null)
    {
        var (site, operations) = (FreePort(), FreePort());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, site, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, operations, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddPicketTelemetry("picket-test");
        checks?.Invoke(builder.Services.AddHealthChecks());
        var app = builder.Build();
        app.UseOperationsPort(operations);
        map?.Invoke(app);
        app.MapFallback(context => context.Response.WriteAsync("site"));
        await app.StartAsync();
        return new(app, site, operations);
    }

    public async ValueTask DisposeAsync()
    {
        Site.Dispose();
        Operations.Dispose();
        await _app.DisposeAsync();
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
