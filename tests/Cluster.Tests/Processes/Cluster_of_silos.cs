using System.Net;
using Picket.Faults.Tests;
using Picket.Hosting;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Three silos behind a gateway on one PostgreSQL, all of them processes of their own with real sockets between them, under load while they end, stop and come back.</summary>
public sealed class Cluster_of_silos(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Connections = 48;
    private const string Secret = "a secret that gateways and hosts know";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private readonly List<StandaloneProcess> _silos = [];
    private readonly int _spare = Ports.Choose(0, 3);
    private TestPostgres _postgres = null!;
    private string _database = "";
    private GatewayProcess _gateway = null!;
    private Load _load = null!;
    private Books _books = null!;

    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.StartAsync();
        _database = await _postgres.CreateDatabaseAsync();
        await AddSiloAsync();
        await Task.WhenAll(AddSiloAsync(), AddSiloAsync());

        await StartGatewayAsync();
        _load = new(() => new(_gateway.Address, _silos[0].ReportUri.PathAndQuery), fingerprints: 200);
        _books = new(_load, () => _gateway.Address, _silos[0].Token, Said, output);
        _load.Start(Connections);
        await ProgressAsync(1000);
    }

    public void Dispose() => _load.Dispose();

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Killing_silos_loses_nothing_and_the_rest_goes_on()
    {
        for (var round = 0; round < Scale.SiloKills; round++)
        {
            var silo = _silos[round % _silos.Count];
            await silo.KillAsync();
            await HostsAsync(2); // Pages, such as the books are read from, may meet the dead one before.
            await ProgressAsync(2000);
            await _books.CheckAsync($"{round + 1}. silo {round % _silos.Count} killed");
            await silo.StartAgainAsync();
            await HostsAsync(3);
            await ProgressAsync(1000);
        }

        await EndAsync("at the end, at rest");
    }

    [Fact]
    public async Task Restarting_all_silos_one_by_one_loses_nothing_and_refuses_hardly_anything()
    {
        foreach (var silo in _silos)
        {
            Assert.Equal(0, await silo.StopAsync(StopTime));
            await ProgressAsync(1000);
            await silo.StartAgainAsync();
            await HostsAsync(3);
            await ProgressAsync(1000);
        }

        await EndAsync("all silos restarted");
        output.WriteLine($"{Refused()} of {_load.Answers.Count} were answered 503");
        Assert.InRange(Refused(), 0, _load.Answers.Count / 100);
    }

    [Fact]
    public async Task A_silo_that_is_cut_off_for_long_is_replaced_and_ends_itself_when_it_comes_back()
    {
        Assert.True(Signals.Send(_silos[1].Id, Signals.Stop));
        await HostsAsync(2);
        await ProgressAsync(5000);
        await DeadAsync(1);
        Assert.True(Signals.Send(_silos[1].Id, Signals.Continue));
        await Until.TrueAsync(() => !ProcessTree.IsRunning(_silos[1].Id) || _silos[1].Output.Contains("dead", StringComparison.OrdinalIgnoreCase), Patience, "it has noticed");
        await ProgressAsync(1000);
        await _silos[1].DisposeAsync();
        _silos.RemoveAt(1);
        await EndAsync("a silo hung for longer than the cluster waits");
    }

    [Fact]
    public async Task A_silo_that_is_added_is_used_and_fails_nothing()
    {
        await AddSiloAsync(_spare);
        await HostsAsync(4);
        await ProgressAsync(5000);
        await EndAsync("a fourth silo");
        Assert.Equal(_load.Sent.Sum(), _load.TotalAcknowledged);
    }

    [Fact]
    public async Task A_killed_PostgreSQL_comes_back_and_nothing_is_lost()
    {
        Assert.True(Signals.Send(_postgres.Processes[0], Signals.Kill));
        await ProgressAsync(3000);
        await HostsAsync(3);
        await EndAsync("PostgreSQL killed");
        Assert.All(_silos, silo => Assert.True(ProcessTree.IsRunning(silo.Id)));
    }

    [Fact]
    public async Task A_limit_holds_over_all_silos_whichever_of_them_is_killed()
    {
        const int Limit = 500;
        await _load.StopAsync();
        var (project, key) = await Database.AddProjectAsync(_database);
        await Database.ExecuteAsync(_database, $"update project_keys set limit_count = {Limit}, limit_window = 86400 where project_id = {project}");
        using var http = new HttpClient();
        await Until.TrueAsync(async () => await SendAsync(http, _silos[0], project, key) == HttpStatusCode.OK, Patience, () => $"the project is known\n{Said()}");

        // To every silo, past the gateway: the project lives on one of them, whose neighbours bring it what they get.
        var statuses = new List<HttpStatusCode> { HttpStatusCode.OK };
        foreach (var victim in _silos)
        {
            for (var i = 0; i < Limit / 4; i++)
            {
                statuses.AddRange(await Task.WhenAll(_silos.Select(silo => SendAsync(http, silo, project, key))));
                if (i == Limit / 8)
                {
                    await victim.KillAsync();
                    await victim.StartAgainAsync();
                }
            }
        }

        var passed = await Database.OneAsync(_database, $"select sum(c.count)::bigint from issue_counters c join issues i on i.id = c.issue_id where i.project_id = {project}");
        output.WriteLine($"{statuses.Count(status => status == HttpStatusCode.OK)} acknowledged, {passed} counted, {statuses.Count} sent, limit {Limit}");
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.OK), 1, Limit);
        Assert.InRange(passed, statuses.Count(status => status == HttpStatusCode.OK), Limit);
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync(http, _silos[0], project, key));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, StandaloneProcess silo, long project, string key)
    {
        using var content = new StringContent("""{"csp-report":{"document-uri":"https://limited.example/","effective-directive":"img-src","blocked-uri":"https://cdn.example/a.png"}}""");
        try
        {
            using var answer = await http.PostAsync(new Uri(silo.ReportUri, $"/api/{project}/security/?sentry_key={key}"), content);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private async Task AddSiloAsync(int port = 0)
    {
        var silo = await StartSiloAsync(port);
        lock (_silos)
        {
            _silos.Add(silo);
        }
    }

    private Task<StandaloneProcess> StartSiloAsync(int port) => StandaloneProcess.StartAsync(new()
    {
        Program = Built.Silo,
        Arguments = port == 0 ? [] : [$"--Picket:Port={port}"],
        IsFirst = _silos.Count == 0, // Only the first prints a token.
        Environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = _database,
            ["Picket__FramesSecret"] = Secret,
            ["Picket__ServiceId"] = "picket",
            ["Picket__ClusterId"] = "tests",
            ["Picket__SiloPort"] = "0",
        },
    });

    private async Task StartGatewayAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["Picket__FramesSecret"] = Secret,
            ["Picket__Placement"] = "Bounded",
            ["Picket__NetworkRate"] = "1000000",
            ["Picket__NetworkBurst"] = "10000000",
        };
        foreach (var (i, port) in _silos.Select(silo => silo.ReportUri.Port).Append(_spare).Index())
        {
            settings[$"Picket__Hosts__{i}"] = $"http://127.0.0.1:{port}";
        }

        _gateway = await GatewayProcess.StartAsync(settings);
        await HostsAsync(_silos.Count);
    }

    /// <summary>Stops the load and holds the books against PostgreSQL; answers were 200 or 503.</summary>
    private async Task EndAsync(string moment)
    {
        await _load.StopAsync();
        await _books.CheckAsync(moment);
        Assert.All(_load.Answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.Status}"));
    }

    private string Said() => string.Join('\n', _silos.Select(silo => silo.Output).Append(_gateway.Output));

    private int Refused() => _load.Answers.Count(answer => answer.Status != HttpStatusCode.OK);

    private Task ProgressAsync(long more)
    {
        var goal = _load.TotalAcknowledged + more;
        return Until.TrueAsync(() => Task.FromResult(_load.TotalAcknowledged >= goal), Patience, () => $"{more} more reports acknowledged\n{Said()}");
    }

    private async Task HostsAsync(int count)
    {
        using var http = new HttpClient();
        await Until.TrueAsync(
            async () => (await http.GetStringAsync(new Uri(_gateway.Operations, "/metrics"))).Contains($"\npicket_gateway_hosts {count}\n", StringComparison.Ordinal),
            Patience,
            () => $"the gateway has {count} hosts\n{Said()}");
    }

    private async Task DeadAsync(int count)
    {
        await Until.TrueAsync(
            async () => await Database.OneAsync(_database, "select count(*) from cluster_silos where status = 6") >= count,
            Patience,
            () => $"{count} silos are declared dead\n{Said()}");
    }
}
