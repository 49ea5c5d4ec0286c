using System.Net;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Three silos behind a gateway, under load while they end, stop and come back.</summary>
[Collection(OnClusterGround.Name)]
public sealed class Cluster_of_silos(ClusterGround ground, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private LoadedCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await LoadedCluster.StartAsync(ground, output);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Killing_silos_loses_nothing_and_the_rest_goes_on()
    {
        for (var round = 0; round < Scale.SiloKills; round++)
        {
            var silo = _cluster.Silos[round % _cluster.Silos.Count];
            await silo.KillAsync();
            await _cluster.HostsAsync(2); // Pages, such as the books are read from, may meet the dead one before.
            await _cluster.DeadAsync(round + 1);
            await _cluster.ProgressAsync(2000);
            await _cluster.CheckAsync($"{round + 1}. silo {round % _cluster.Silos.Count} killed");
            await silo.StartAgainAsync();
            await _cluster.HostsAsync(3);
            await _cluster.ProgressAsync(1000);
        }

        await _cluster.EndAsync("at the end, at rest");
    }

    [Fact]
    public async Task Restarting_all_silos_one_by_one_loses_nothing_and_refuses_hardly_anything()
    {
        foreach (var silo in _cluster.Silos)
        {
            Assert.Equal(0, await silo.StopAsync(StopTime));
            await _cluster.ProgressAsync(1000);
            await silo.StartAgainAsync();
            await _cluster.HostsAsync(3);
            await _cluster.ProgressAsync(1000);
        }

        await _cluster.EndAsync("all silos restarted");
        var refused = _cluster.Load.Answers.Count(answer => answer.Status != HttpStatusCode.OK);
        output.WriteLine($"{refused} of {_cluster.Load.Answers.Count} were answered 503");
        Assert.InRange(refused, 0, _cluster.Load.Answers.Count / 100);
    }

    [Fact]
    public async Task A_silo_that_hangs_for_long_is_replaced_and_ends_itself_when_it_comes_back()
    {
        var hung = _cluster.Silos[1];
        Assert.True(Signals.Send(hung.Id, Signals.Stop));
        await _cluster.HostsAsync(2);
        await _cluster.DeadAsync(1);
        await _cluster.ProgressAsync(5000);
        Assert.True(Signals.Send(hung.Id, Signals.Continue));
        await Until.TrueAsync(() => !ProcessTree.IsRunning(hung.Id) || hung.Output.Contains("dead", StringComparison.OrdinalIgnoreCase), LoadedCluster.Patience, "it has noticed");
        await _cluster.ProgressAsync(1000);
        await hung.DisposeAsync();
        _cluster.Silos.RemoveAt(1);
        await _cluster.EndAsync("a silo hung for longer than the cluster waits");
    }

    [Fact]
    public async Task A_silo_that_is_added_is_used_and_fails_nothing()
    {
        await _cluster.AddSiloAsync(_cluster.Spare);
        await _cluster.HostsAsync(4);
        await _cluster.ProgressAsync(5000);
        await _cluster.EndAsync("a fourth silo");
        Assert.Equal(_cluster.Load.Sent.Sum(), _cluster.Load.TotalAcknowledged);
    }

    [Fact]
    public async Task A_killed_PostgreSQL_comes_back_and_nothing_is_lost()
    {
        Assert.True(Signals.Send(_cluster.Postgres.Processes[0], Signals.Kill));
        await _cluster.ProgressAsync(3000);
        await _cluster.HostsAsync(3);
        await _cluster.EndAsync("PostgreSQL killed");
        Assert.All(_cluster.Silos, silo => Assert.True(ProcessTree.IsRunning(silo.Id)));
    }
}
