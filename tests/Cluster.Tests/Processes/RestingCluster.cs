using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>A cluster whose load has ended, for tests that send by themselves.</summary>
public sealed class RestingCluster(ClusterGround ground) : IAsyncLifetime, ITestOutputHelper
{
    /// <summary>The cluster.</summary>
    internal LoadedCluster Cluster { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Cluster = await LoadedCluster.StartAsync(ground, this);
        await Cluster.Load.StopAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await (Cluster?.DisposeAsync() ?? default);

    /// <summary>Says nothing: no test runs while it starts.</summary>
    void ITestOutputHelper.WriteLine(string message)
    {
    }

    /// <inheritdoc cref="ITestOutputHelper.WriteLine(string)"/>
    void ITestOutputHelper.WriteLine(string format, params object[] args)
    {
    }
}
