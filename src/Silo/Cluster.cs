using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Configuration;
using Picket.Grains;
using Picket.Hosting;
using Picket.Site;
using Picket.Telemetry;

namespace Picket.Silo;

/// <summary>Composes Orleans: who the silo is, how it finds the others, what it keeps, and how long it is patient.</summary>
internal static class Cluster
{
    private const string Provider = "Npgsql";

    /// <summary>A little more than the longest of the grains' own: see their interfaces.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(8);

    /// <summary>Adds it.</summary>
    public static void Compose(WebApplicationBuilder builder, SiteSettings<SiloOptions> settings)
    {
        builder.Services.AddPicketGrains(TimeProvider.System);
        builder.Services.AddHealthChecks().Add(new("membership", provider => new MembershipCheck(provider), HealthStatus.Unhealthy, [OperationsPort.ReadyTag]));
        builder.UseOrleans(silo =>
        {
            Join(silo, settings.Host, settings.ConnectionString!);
            Bound(silo, settings.Host);
            if (settings.Host.SiloTls.Length > 0)
            {
                var logs = Logs.Create(settings.Host.LogFormat); // Lives with the process: renewed and unreadable files are told of.
                new SiloTls(settings.Host, logs.CreateLogger<SiloTls>(), TimeProvider.System).Secure(silo);
            }

            if (Tracing.IsOn)
            {
                silo.AddActivityPropagation(); // Two filters around every call: where each report is one, a twentieth of a silo's time even if nobody listens.
            }
        });
    }

    private static void Join(ISiloBuilder silo, SiloOptions options, string database)
    {
        var address = options.SiloAddress.Length > 0 ? IPAddress.Parse(options.SiloAddress) : IPAddress.Loopback;
        var port = options.SiloPort == 0 ? Ports.Choose(0, 1) : options.SiloPort;
        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            (endpoint.AdvertisedIPAddress, endpoint.SiloPort) = (address, port);
            endpoint.SiloListeningEndpoint = new(address, port);
            endpoint.GatewayPort = 0; // Nobody is a client of the cluster: reports come through Picket's own ports.
        });
        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Provider, database));
        // What a cancelled wait for a standby answers is not believed here either, see Connections: a window of a limit that a failover forgot would let its reports pass again.
        silo.AddAdoNetGrainStorage(PicketGrains.Storage, storage => (storage.Invariant, storage.ConnectionString) = (Provider, $"{database};Cancellation Timeout=-1"));
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // A silo that was killed is noticed after three probes, and its projects go on elsewhere. Shorter ones take a pause for a death.
            membership.ProbeTimeout = TimeSpan.FromSeconds(1.5);
            membership.NumMissedProbesLimit = 3;
            membership.NumVotesForDeathDeclaration = 2;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
            membership.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
        });
    }

    private static void Bound(ISiloBuilder silo, SiloOptions options)
    {
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = AnswerTime;
            messaging.SystemResponseTimeout = AnswerTime;
            messaging.MaxEnqueuedRequestsHardLimit = options.MaxWaitingCalls;
        });
        silo.Configure<LoadSheddingOptions>(shedding => shedding.LoadSheddingEnabled = true);
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = TimeSpan.FromSeconds(30));
    }
}
