using Picket.Hosting;
using Picket.Testing;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Two silos with certificates of one authority, and another authority that they do not know.</summary>
public sealed class TwoSilosOverTls : IAsyncLifetime
{
    private readonly List<StandaloneProcess> _processes = [];
    private TestPostgres? _postgres;

    /// <summary>The silos.</summary>
    public IReadOnlyList<StandaloneProcess> Processes => _processes;

    /// <summary>Where the first one listens for silos.</summary>
    public int FirstPort { get; } = Ports.Choose(0, 1);

    /// <summary>How to connect to their database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>The authority that both trust.</summary>
    internal Authority Ours { get; } = new("ours");

    /// <summary>Another one.</summary>
    internal Authority Foreign { get; } = new("foreign");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        try
        {
            _postgres = await TestPostgres.StartAsync();
            Database = await _postgres.CreateDatabaseAsync();
            var certificate = Ours.Write("first");
            foreach (var port in (int[])[FirstPort, Ports.Choose(0, 1)])
            {
                _processes.Add(await StandaloneProcess.StartAsync(Settings(port, certificate, Ours.Path)));
            }
        }
        catch
        {
            await DisposeAsync(); // Nobody else calls it then.
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var silo in _processes)
        {
            await silo.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Ours.Dispose();
        Foreign.Dispose();
    }

    /// <summary>How a silo is started that shows a certificate and trusts an authority.</summary>
    internal StandaloneSettings Settings(int port, string certificate, string authority) => new()
    {
        Program = Built.Silo,
        IsFirst = _processes.Count == 0,
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
