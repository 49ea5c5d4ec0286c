using Picket.Gateway.Configuration;
using Picket.Gateway.Destinations;
using Picket.Web.Frames;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Picket.Gateway.Edge;

/// <summary>The hosts that YARP has now, each with a link. YARP's table is the only one: a link comes and goes with its destination.</summary>
internal sealed class Upstreams(GatewayOptions options, IServiceProvider services, TimeProvider time, ILoggerFactory logs) : IClusterChangeListener, IAsyncDisposable
{
    /// <summary>How long a host whose link broke gets no pages; its health is asked more often than that.</summary>
    private static readonly TimeSpan Ejection = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private volatile Upstream[] _all = [];

    /// <summary>All of them.</summary>
    public Upstream[] All => _all;

    /// <inheritdoc/>
    public void OnClusterAdded(ClusterState cluster) => Take(cluster);

    /// <inheritdoc/>
    public void OnClusterChanged(ClusterState cluster) => Take(cluster);

    /// <inheritdoc/>
    public void OnClusterRemoved(ClusterState cluster) => Replace([]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Upstream[] all;
        lock (_lock)
        {
            (all, _all) = (_all, []);
        }

        foreach (var upstream in all)
        {
            await upstream.Link.DisposeAsync();
        }
    }

    private void Take(ClusterState cluster)
    {
        var known = _all.ToDictionary(upstream => upstream.Destination.DestinationId, StringComparer.Ordinal);
        Replace([.. cluster.Destinations.Values
            .Select(destination => known.GetValueOrDefault(destination.DestinationId) is { } upstream && upstream.Destination == destination
                ? upstream
                : new Upstream(destination, Link(cluster, destination)))
            .OrderBy(upstream => upstream.Destination.DestinationId, StringComparer.Ordinal)]);
    }

    private void Replace(Upstream[] all)
    {
        Upstream[] before;
        lock (_lock)
        {
            (before, _all) = (_all, all);
        }

        foreach (var gone in before.Except(all))
        {
            _ = gone.Link.DisposeAsync().AsTask();
        }
    }

    private FrameLink Link(ClusterState cluster, DestinationState destination)
    {
        var (host, port) = HostAddress.ParseFrames(destination.Model.Config.Metadata![ProxyTable.Frames]);
        return new(new(host, port, options.FramesSecret) { AnswerTime = options.AnswerTime, Tls = FramesTls.For(host, options.FramesCa), Broken = () => Eject(cluster, destination) }, time, logs.CreateLogger<FrameLink>());
    }

    /// <summary>Asked for when it is needed: YARP makes its listeners before itself.</summary>
    private void Eject(ClusterState cluster, DestinationState destination) =>
        services.GetRequiredService<IDestinationHealthUpdater>().SetPassive(cluster, destination, DestinationHealth.Unhealthy, Ejection);
}
