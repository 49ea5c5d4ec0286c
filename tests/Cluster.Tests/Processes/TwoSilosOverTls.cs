using Picket.Hosting;
using Picket.Testing;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Two silos with certificates of one authority, and another authority that they do not know.</summary>
public sealed class TwoSilosOverTls(ClusterGround ground) : IAsyncLifetime
{
    private readonly StandaloneProcess[] _processes = new StandaloneProcess[2];

    /// <summary>The silos.</summary>
    public IReadOnlyList<StandaloneProcess> Processes => _processes;

    /// <summary>Where the first one listens for silos; the other one does at the next port.</summary>
    public int FirstPort { get; } = Ports.Choose(0);

    /// <summary>How to connect to their database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>The authority that both trust.</summary>
    internal Authority Ours { get; } = new("ours");

    /// <summary>Another one.</summary>
    internal Authority Foreign { get; } = new("foreign");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Database = await ground.CreateDatabaseAsync();
        var certificate = Ours.Write("first");
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async i => _processes[i] = await StandaloneProcess.StartAsync(Settings(FirstPort + i, certificate, Ours.Path))));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var silo in _processes.OfType<StandaloneProcess>())
        {
            await silo.DisposeAsync();
        }

        Ours.Dispose();
        Foreign.Dispose();
    }

    /// <summary>How a silo is started that shows a certificate and trusts an authority.</summary>
    internal StandaloneSettings Settings(int port, string certificate, string authority) => new()
    {
        Program = Built.Silo,
        IsFirst = false,
        Environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = Database,
            ["Picket__ServiceId"] = "picket",
            ["Picket__ClusterId"] = "tests",
            ["Picket__SiloPort"] = $"{port}",
            ["Picket__SiloTls"] = certificate,
            ["Picket__SiloCa"] = authority,
        },
    };
}
