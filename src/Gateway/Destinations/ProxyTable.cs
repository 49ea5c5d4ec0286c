using Picket.Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace Picket.Gateway.Destinations;

/// <summary>What YARP is told: one route to one cluster, whose destinations are the hosts.</summary>
internal static class ProxyTable
{
    /// <summary>The cluster's name.</summary>
    public const string Cluster = "hosts";

    /// <summary>Name of a destination's metadata: where it takes frames, <c>name:port</c>.</summary>
    public const string Frames = "Frames";

    private const string HealthPath = "/health/ready";

    /// <summary>The only route, for everything that is no report.</summary>
    public static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        new RouteConfig { RouteId = "site", ClusterId = Cluster, Match = new() { Path = "{**path}" } }
            .WithTransformUseOriginalHostHeader()
            .WithTransformXForwarded(xDefault: ForwardedTransformActions.Set)
            .WithTransformXForwarded("X-Forwarded-", xDefault: ForwardedTransformActions.Set, xPrefix: ForwardedTransformActions.Remove)
            .WithTransformRequestHeaderRemove("Forwarded")
            .WithTransformRequestHeaderRemove("X-Original-For")
            .WithTransformRequestHeaderRemove("X-Original-Proto")
            .WithTransformRequestHeaderRemove("X-Real-IP"),
    ];

    /// <summary>The cluster with <paramref name="hosts"/>.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(IEnumerable<HostAddress> hosts, GatewayOptions options) =>
    [
        new ClusterConfig
        {
            ClusterId = Cluster,
            LoadBalancingPolicy = RendezvousPolicy.PolicyName,
            Destinations = hosts.DistinctBy(host => host.Name).ToDictionary(host => host.Name, Destination, StringComparer.Ordinal),
            HealthCheck = new()
            {
                // Where none is known to be healthy all are tried: a wrong answer about health must not end the service.
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
                Active = new()
                {
                    Enabled = true,
                    Interval = options.HealthInterval,
                    Timeout = options.HealthTimeout,
                    Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                    Path = HealthPath,
                },
            },
            HttpRequest = new() { Version = System.Net.HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower },
            // One bad answer is enough, and so is one good one.
            Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
        },
    ];

    private static DestinationConfig Destination(HostAddress host) => new()
    {
        Address = host.Name,
        Health = host.Operations,
        Metadata = new Dictionary<string, string> { [Frames] = host.Frames },
    };
}
