using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Picket.Faults.Tests;
using Picket.Hosting;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Silos behind a gateway on one PostgreSQL, all of them processes of their own with real sockets between them, under load.</summary>
internal sealed partial class LoadedCluster : IAsyncDisposable
{
    /// <summary>How long a test waits for what must happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>How long the cluster may take to go on once it has noticed a failure.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    private const int Fingerprints = 200;
    private const string Secret = "a secret that gateways and hosts know";

    private readonly ITestOutputHelper _output;
    private readonly CutNetwork? _network;
    private readonly int _gatewayPort = Ports.Choose(0);
    private readonly ClusterGround _ground;
    private Books _books = null!;

    private LoadedCluster(ClusterGround ground, ITestOutputHelper output, CutNetwork? network)
    {
        (_ground, _output, _network) = (ground, output, network);
        Load = new(() => new(Gateway.Address, Silos[0].ReportUri.PathAndQuery), Fingerprints, Scale.ClusterPause);
    }

    /// <summary>In the order of their start. The last one lies beyond the network that can be cut, where there is one.</summary>
    public List<StandaloneProcess> Silos { get; } = [];

    /// <summary>What sends.</summary>
    public Load Load { get; }

    /// <summary>In front of them.</summary>
    public GatewayProcess Gateway { get; private set; } = null!;

    /// <summary>Their PostgreSQL.</summary>
    public TestPostgres Postgres => _ground.Postgres;

    /// <summary>How to reach their database there.</summary>
    public string Database { get; private set; } = "";

    /// <summary>A port of a silo that is not started yet and that the gateway knows.</summary>
    public int Spare { get; } = Ports.Choose(0, 3);

    /// <summary>Starts three silos, the gateway and the load.</summary>
    public static async Task<LoadedCluster> StartAsync(ClusterGround ground, ITestOutputHelper output, CutNetwork? network = null)
    {
        var cluster = new LoadedCluster(ground, output, network) { Database = await ground.CreateDatabaseAsync() };
        try
        {
            await cluster.StartSilosAsync();
            await cluster.StartGatewayAsync();
            cluster._books = new(cluster.Load, () => cluster.Gateway.Address, ground.Token, cluster.Said, output);
            cluster.Load.Start(connections: 48);
            await cluster.ProgressAsync(1000);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Load.Dispose();
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        await Task.WhenAll(Silos.Select(silo => silo.DisposeAsync().AsTask()));
    }

    /// <summary>Starts a silo more.</summary>
    public async Task AddSiloAsync(int port) => Silos.Add(await StartSiloAsync(port, isBeyond: false));

    /// <summary>Holds the books against PostgreSQL now, under load.</summary>
    public Task CheckAsync(string moment) => _books.CheckAsync(moment);

    /// <summary>Stops the load and holds the books; answers were 200 or 503, and nothing lives twice.</summary>
    public async Task EndAsync(string moment)
    {
        await ActivationsAsync();
        await Load.StopAsync();
        await _books.CheckAsync(moment);
        Assert.All(Load.Answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.Status}"));
    }

    /// <summary>Waits until so many more reports are acknowledged.</summary>
    public Task ProgressAsync(long more) => Load.ProgressAsync(more, Patience, Said);

    /// <summary>Waits until the gateway sends to so many silos.</summary>
    public async Task HostsAsync(int count)
    {
        using var http = new HttpClient();
        await Until.TrueAsync(
            async () => (await http.GetStringAsync(new Uri(Gateway.Operations, "/metrics"))).Contains($"\npicket_gateway_hosts {count}\n", StringComparison.Ordinal),
            Patience,
            () => $"the gateway has {count} hosts\n{Said()}");
    }

    /// <summary>Waits until the cluster has declared so many silos dead, and sees that it goes on within the promised time.</summary>
    public async Task DeadAsync(long count)
    {
        await Until.TrueAsync(async () => await DeadCountAsync() >= count, Patience, () => $"{count} silos are declared dead\n{Said()}");
        var noticed = TimeProvider.System.GetTimestamp();
        await ProgressAsync(500);
        var took = TimeProvider.System.GetElapsedTime(noticed);
        _output.WriteLine($"{took.TotalSeconds:F1} s after the cluster had noticed, 500 more were acknowledged");
        Assert.InRange(took, TimeSpan.Zero, Recovery);
    }

    /// <summary>Silos that are declared dead.</summary>
    public Task<long> DeadCountAsync() => Faults.Tests.Database.OneAsync(Database, "select count(*) from cluster_silos where deployment = 'tests' and status = 6");

    /// <summary>What all of them have printed.</summary>
    public string Said() => string.Join('\n', Silos.Select(silo => silo.Output).Append(Gateway.Output));

    /// <summary>Waits until no project and no issue has two activations: over all silos there are as many as there are of them.</summary>
    private async Task ActivationsAsync()
    {
        using var http = new HttpClient();
        var seen = "";
        await Until.TrueAsync(
            async () =>
            {
                var counts = new Dictionary<string, long> { ["project"] = 0, ["issue"] = 0 };
                foreach (var silo in Silos)
                {
                    foreach (Match match in Grains().Matches(await http.GetStringAsync(silo.Metrics)))
                    {
                        counts[match.Groups[1].Value] += long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
                    }
                }

                seen = string.Join(", ", counts);
                return counts["project"] == 1 && counts["issue"] is > 0 and <= Fingerprints;
            },
            Patience,
            () => $"one project and at most {Fingerprints} issues live; there were {seen}");
        _output.WriteLine($"live over all silos: {seen}");
    }

    private Task<StandaloneProcess> StartSiloAsync(int port, bool isBeyond)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = Database,
            ["Picket__FramesSecret"] = Secret,
            ["Picket__ServiceId"] = "picket",
            ["Picket__ClusterId"] = "tests",
            ["Picket__SiloPort"] = "0",
        };
        if (_network is not null)
        {
            settings["Picket__SiloAddress"] = isBeyond ? _network.Beyond : _network.Here;
        }

        if (isBeyond)
        {
            settings["Picket__PublicUrl"] = $"http://localhost:{_gatewayPort}"; // Nobody here reaches it by itself, such as to follow a link.
            settings["Picket__Listen"] = settings["Picket__OperationsListen"] = settings["Picket__FramesListen"] = _network!.Beyond;
        }

        return StandaloneProcess.StartAsync(new()
        {
            Program = Built.Silo,
            Arguments = port == 0 ? [] : [$"--Picket:Port={port}"],
            IsFirst = false,
            Within = isBeyond ? _network!.Within : [],
            Environment = settings,
        });
    }

    private async Task StartSilosAsync()
    {
        Task<StandaloneProcess>[] starting = [StartSiloAsync(0, isBeyond: false), StartSiloAsync(0, isBeyond: false), StartSiloAsync(_network is null ? 0 : Spare, isBeyond: _network is not null)];
        try
        {
            await Task.WhenAll(starting);
        }
        finally
        {
            Silos.AddRange(starting.Where(silo => silo.IsCompletedSuccessfully).Select(silo => silo.Result));
        }
    }

    private async Task StartGatewayAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["Picket__FramesSecret"] = Secret,
            ["Picket__Placement"] = "Bounded",
            ["Picket__SpillAbove"] = "0", // As if all were busy: reports cross from silo to silo.
            ["Picket__NetworkRate"] = "1000000",
            ["Picket__NetworkBurst"] = "10000000",
        };
        foreach (var (i, silo) in Silos.Index())
        {
            settings[$"Picket__Hosts__{i}"] = _network is not null && i == 2 ? $"http://{_network.Beyond}:{Spare}" : $"http://127.0.0.1:{silo.ReportUri.Port}";
        }

        if (_network is null)
        {
            settings[$"Picket__Hosts__{Silos.Count}"] = $"http://127.0.0.1:{Spare}";
        }

        Gateway = await GatewayProcess.StartAsync(settings, _gatewayPort);
        await HostsAsync(Silos.Count);
    }

    [GeneratedRegex("""^orleans_catalog_activations\{grain_type="(project|issue)"\} (\d+)""", RegexOptions.Multiline)]
    private static partial Regex Grains();
}
