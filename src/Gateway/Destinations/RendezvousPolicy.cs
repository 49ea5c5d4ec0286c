using System.Net;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Picket.Gateway.Destinations;

/// <summary>
/// Spreads pages and API calls over the healthy hosts, one client's to the same one. Any host would do: all know every session. Reports go by project instead.
/// </summary>
internal sealed class RendezvousPolicy : ILoadBalancingPolicy
{
    /// <summary>Its name in YARP's configuration.</summary>
    public const string PolicyName = "Rendezvous";

    private const int MaxOnStack = 64;

    /// <inheritdoc/>
    public string Name => PolicyName;

    /// <inheritdoc/>
    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        Span<Candidate> candidates = availableDestinations.Count <= MaxOnStack ? stackalloc Candidate[availableDestinations.Count] : new Candidate[availableDestinations.Count];
        for (var i = 0; i < candidates.Length; i++)
        {
            var destination = availableDestinations[i];
            candidates[i] = new(Rendezvous.Hash(destination.DestinationId), destination.ConcurrentRequestCount, Usable: true);
        }

        var picked = Rendezvous.Pick(Rendezvous.Hash(context.Connection.RemoteIpAddress ?? IPAddress.None), candidates, Placement.Strict);
        return picked < 0 ? null : availableDestinations[picked];
    }
}
