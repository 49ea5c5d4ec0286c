using Picket.Testing;

namespace Picket.Cluster.Tests.Processes;

/// <summary>What clusters of processes stand on.</summary>
public sealed class ClusterGround() : PreparedDatabases(
    Built.Silo, new Dictionary<string, string> { ["Picket__ServiceId"] = "picket", ["Picket__ClusterId"] = "first", ["Picket__SiloPort"] = "0" }), IAsyncLifetime;

/// <summary>Tests that stand on it.</summary>
[CollectionDefinition(Name)]
public sealed class OnClusterGround : ICollectionFixture<ClusterGround>
{
    /// <summary>Its name.</summary>
    public const string Name = "Cluster of processes";
}
