using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>A silo whose network is cut for longer than the cluster waits. PostgreSQL it still reaches: the worst case, for it could go on counting.</summary>
[Collection(OnClusterGround.Name)]
public sealed class Network_between_silos(ClusterGround ground, ITestOutputHelper output)
{
    [CutNetworkFact]
    public async Task A_cut_for_long_loses_nothing_and_leaves_nothing_alive_twice()
    {
        using var network = new CutNetwork();
        await using var cluster = await LoadedCluster.StartAsync(ground, output, network);
        var beyond = cluster.Silos[2];

        network.Cut();
        await cluster.HostsAsync(2);
        await cluster.DeadAsync(1);
        await cluster.CheckAsync("cut off");
        // It reads in PostgreSQL that it is dead, and ends although nobody reaches it.
        await Until.TrueAsync(() => !ProcessTree.IsRunning(beyond.Id), LoadedCluster.Patience, $"the silo beyond has ended\n{beyond.Output}");

        network.Mend();
        await beyond.StartAgainAsync();
        await cluster.HostsAsync(3);
        await cluster.ProgressAsync(2000);
        Assert.Equal(1, await cluster.DeadCountAsync());
        cluster.Silos.RemoveAt(2); // Its metrics are on its own loopback.
        await using var ended = beyond;
        await cluster.EndAsync("mended");
    }
}
