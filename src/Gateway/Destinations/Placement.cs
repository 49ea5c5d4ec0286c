namespace Picket.Gateway.Destinations;

/// <summary>Which host a project belongs to.</summary>
internal enum Placement
{
    /// <summary>One host alone, another only while that one fails: each host has a gate of its own, and two gates would admit twice a project's limit.</summary>
    Strict,

    /// <summary>One host while it has no more than its share of all that is under way; what is above spills over: behind all hosts one gate decides.</summary>
    Bounded,
}
