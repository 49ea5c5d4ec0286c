using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Gateway.Configuration;
using Picket.Gateway.Edge;
using Picket.Hosting;
using Picket.Testing;
using Picket.Web.Tests.Ingest;

namespace Picket.Gateway.Tests;

/// <summary>A whole gateway in this process, on ports of its own.</summary>
internal sealed class LocalGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    private LocalGateway(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where browsers come in.</summary>
    public Uri Address { get; }

    /// <summary>The hosts it knows.</summary>
    public Upstream[] Hosts => _app.Services.GetRequiredService<Upstreams>().All;

    /// <summary>Options for hosts that listen where <paramref name="host"/> does.</summary>
    public static GatewayOptions Options(Uri host, int framesPort)
    {
        var options = new GatewayOptions
        {
            HostFramesPort = framesPort,
            HostOperationsPort = host.Port,
            FramesSecret = KestrelIngestHost.Secret,
            HealthInterval = TimeSpan.FromMilliseconds(200),
            NetworkRate = 1_000_000,
            NetworkBurst = 10_000_000,
        };
        options.Hosts.Add(host.ToString());
        return options;
    }

    /// <summary>Starts one.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="settings">Further configuration, by name.</param>
    /// <param name="services">What stands in for the world.</param>
    public static async Task<LocalGateway> StartAsync(GatewayOptions options, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        services?.Invoke(builder.Services);
        var port = Ports.Choose(0);
        var app = GatewayApp.Build(builder, options, port, certificate: null);
        await app.StartAsync();
        return new(app, new($"http://127.0.0.1:{port}"));
    }

    /// <summary>Waits until as many hosts take reports.</summary>
    public Task HostsAsync(int count) => Until.TrueAsync(() => Hosts.Count(host => host.IsUsable) == count, Patience, $"the gateway has {count} hosts");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
