using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Picket.Gateway.Configuration;
using Picket.Gateway.Destinations;
using Picket.Gateway.Edge;
using Picket.Gateway.Limits;
using Picket.Hosting;
using Picket.Ingestion.Inbox;
using Picket.Telemetry;
using Picket.Web;
using Picket.Web.Ingest;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Picket.Gateway;

/// <summary>Composes the gateway.</summary>
internal static class GatewayApp
{
    /// <summary>Builds it; nothing listens yet.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, GatewayOptions options, int port, ServerCertificate? certificate)
    {
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options, port, certificate));
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddPicketTelemetry("picket-gateway");
        services.AddPicketIngest(builder.Configuration);
        AddEdge(services, options);
        AddProxy(services, options);

        var app = builder.Build();
        app.Services.GetRequiredService<EdgeInstruments>().Observe(
            app.Services.GetRequiredService<Upstreams>(), app.Services.GetRequiredService<InFlight>(), app.Services.GetRequiredService<FairQueue>());
        app.UseOperationsPort(port + 1);
        app.UseTrustedProxies();
        app.UseMiddleware<SuspicionMiddleware>();
        app.UsePicketIngest();
        app.UseMiddleware<PageBound>(new InFlight(options.MaxPagesUnderWay));
        app.UseRouting(); // These two are named here, or they would run before ingest.
        app.UseAuthorization();
        app.MapReverseProxy();
        return app;
    }

    private static void AddEdge(IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(provider => new EdgeInstruments(provider.GetRequiredService<IMeterFactory>().Create(EdgeInstruments.MeterName)));
        services.AddSingleton(provider => new BodyBudget(
            options.MaxBytesUnderWay, options.BytesWait, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<EdgeInstruments>().Meter));
        services.AddSingleton(provider => new NetworkLimiter(
            options.NetworkRate, options.NetworkBurst, options.NetworkTable, Seed(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new InFlight(options.MaxReportsUnderWay));
        services.AddSingleton(provider => new FairQueue(options.MaxReportsUnderWay / 4, options.MaxBytesUnderWay / 4, Seed(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new AdaptiveLimit(options.CrowdedAt));
        services.AddHostedService<FairQueueBeat>();
        services.AddSingleton<ProxySuspicion>();
        services.AddSingleton<Upstreams>();
        services.AddSingleton<IReportReceiver>(provider =>
        {
            var upstreams = provider.GetRequiredService<Upstreams>();
            return ActivatorUtilities.CreateInstance<EdgeReceiver>(provider, () => upstreams.All);
        });
        services.AddHealthChecks().Add(new("hosts", provider => new HostsCheck(provider.GetRequiredService<Upstreams>()), HealthStatus.Unhealthy, [OperationsPort.ReadyTag]));
    }

    private static ulong Seed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static void AddProxy(IServiceCollection services, GatewayOptions options)
    {
        var table = new InMemoryConfigProvider(ProxyTable.Routes, ProxyTable.Clusters(options.ParseHosts(), options));
        services.AddSingleton(table);
        services.AddSingleton<IProxyConfigProvider>(table);
        services.AddSingleton<ILoadBalancingPolicy, RendezvousPolicy>();
        services.AddSingleton<IClusterChangeListener>(provider => provider.GetRequiredService<Upstreams>());
        services.TryAddSingleton<IResolver, SystemResolver>();
        services.AddHostedService<DnsHosts>();
        services.AddReverseProxy();
    }

    private static void Listen(KestrelServerOptions kestrel, GatewayOptions options, int port, ServerCertificate? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections; // Of each port.
        kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new(options.MinBodyRate, options.BodyGrace);
        kestrel.Listen(options.Listen, port, listen => certificate?.Secure(listen));
        kestrel.Listen(options.OperationsListen, port + 1, _ => { });
    }
}
