using Picket.Gateway.Destinations;
using Picket.Web.Frames;
using Yarp.ReverseProxy.Model;

namespace Picket.Gateway.Edge;

/// <summary>A host as reports see it: what YARP knows of its health, and the way there.</summary>
internal sealed record Upstream(DestinationState Destination, IFrameLink Link)
{
    /// <summary>Who it is among the candidates for a project.</summary>
    public ulong Hash { get; } = Rendezvous.Hash(Destination.DestinationId);

    /// <summary>It takes reports: its link is open, and YARP has not found it ill.</summary>
    public bool IsUsable => Link.IsOpen && Destination.Health.Active != DestinationHealth.Unhealthy && Destination.Health.Passive != DestinationHealth.Unhealthy;
}
