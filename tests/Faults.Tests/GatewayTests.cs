using System.Net;
using System.Net.Sockets;
using System.Text;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>A gateway before two hosts on one PostgreSQL, all of them processes of their own, under load while they end, stop and hang.</summary>
public sealed class GatewayTests(GatewayTests.Ground ground, ITestOutputHelper output) : IClassFixture<GatewayTests.Ground>, IAsyncLifetime, IDisposable
{
    private const int Connections = 64;
    private const string Secret = "a secret that gateways and hosts know";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15); // The time a gateway gives a host, its search for one, and a busy machine.

    private readonly StandaloneProcess[] _hosts = new StandaloneProcess[2];
    private string _database = "";
    private GatewayProcess _gateway = null!;
    private Load _load = null!;
    private Books _books = null!;

    public async Task InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync(); // Nobody else calls it then.
            throw;
        }
    }

    public void Dispose() => _load?.Dispose();

    public async Task DisposeAsync()
    {
        foreach (var process in ((IAsyncDisposable?[])[_gateway, .. _hosts]).OfType<IAsyncDisposable>())
        {
            await process.DisposeAsync();
        }
    }

    [Fact]
    public async Task Killing_hosts_under_load_loses_nothing_and_refuses_no_more_than_was_in_flight()
    {
        for (var round = 0; round < Scale.StandaloneKills; round++)
        {
            var refusedBefore = Refused();
            var host = _hosts[round % 2];
            await host.KillAsync();
            await ProgressAsync(2000);
            await host.StartAgainAsync();
            await HostsAsync(2);
            await _books.CheckAsync($"{round + 1}. host {round % 2} killed");
            var refused = Refused() - refusedBefore;
            output.WriteLine($"{refused} of at most {Connections} in flight were answered 503");
            Assert.InRange(refused, 0, Connections);
        }

        await _load.StopAsync();
        await _books.CheckAsync("at the end, at rest");
        Assert.All(_load.Answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.Status}"));
        Assert.Equal(_load.Sent.Sum(), _load.Answers.Count);
    }

    [Fact]
    public async Task Restarting_all_hosts_one_by_one_fails_nothing()
    {
        foreach (var host in _hosts)
        {
            Assert.Equal(0, await host.StopAsync());
            await ProgressAsync(1000);
            await host.StartAgainAsync();
            await HostsAsync(2);
            await ProgressAsync(1000);
        }

        await _load.StopAsync();
        await _books.CheckAsync("both hosts restarted");
        Assert.Equal(_load.Sent.Sum(), _load.TotalAcknowledged);
    }

    [Fact]
    public async Task A_host_that_hangs_is_left_and_what_it_had_is_unknown()
    {
        foreach (var host in _hosts)
        {
            Assert.True(Signals.Send(host.Id, Signals.Stop));
            await HostsAsync(1);
            await ProgressAsync(2000);
            Assert.True(Signals.Send(host.Id, Signals.Continue));
            await HostsAsync(2);
        }

        await _load.StopAsync();
        await _books.CheckAsync("each host hung for a while");
        Assert.All(_load.Answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.Status}"));
    }

    [Fact]
    public async Task A_gateway_that_is_killed_takes_only_its_unanswered_requests_with_it()
    {
        await _gateway.KillAsync();
        await _gateway.StartAgainAsync();
        await ProgressAsync(1000);
        Assert.Equal(0, await _gateway.StopAsync());
        await _gateway.StartAgainAsync();
        await ProgressAsync(1000);
        await _load.StopAsync();
        await _books.CheckAsync("gateway killed, and stopped");
    }

    [Fact]
    public async Task Slow_clients_and_unknown_projects_fill_no_memory_and_harm_nobody()
    {
        var before = _gateway.WorkingSet;
        var slow = new List<TcpClient>();
        for (var i = 0; i < Scale.SlowConnections; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _gateway.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(i % 2 == 0 ? "POST /api/1/secu" : $"POST {_hosts[0].ReportUri.PathAndQuery} HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n{{"));
            slow.Add(client);
        }

        using var http = new HttpClient();
        await Parallel.ForEachAsync(Enumerable.Range(2, Scale.UnknownProjects), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (project, cancellation) =>
        {
            using var answer = await http.PostAsync(new Uri(_gateway.Address, $"/api/{project}/security/?sentry_key=0123456789abcdef0123456789abcdef"), new StringContent("{}"), cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        });
        await ProgressAsync(1000);
        var grown = (_gateway.WorkingSet - before) / (1024 * 1024);
        output.WriteLine($"{slow.Count:N0} slow connections and {Scale.UnknownProjects:N0} unknown projects: {grown} MiB more in memory");
        Assert.InRange(grown, -1000, 300);

        // Those that are slow are cut, and nobody else.
        await Until.TrueAsync(() => slow.TrueForAll(client => client.Client.Poll(0, SelectMode.SelectRead)), Patience, "slow clients are cut");
        slow.ForEach(client => client.Dispose());
        await _load.StopAsync();
        await _books.CheckAsync("slow clients, unknown projects");
        Assert.Equal(_load.Sent.Sum(), _load.TotalAcknowledged);
    }

    [Fact]
    public async Task Bad_input_and_broken_http_are_refused_and_harm_nobody()
    {
        var target = new Uri(_gateway.Address, _hosts[0].ReportUri.PathAndQuery);
        for (var i = 0; i < RawConnections.Count; i++)
        {
            var (status, shape) = await RawConnections.SendAsync(i, target);
            Assert.True(status is < 500 and not (>= 300 and < 400) || (status == 505 && shape.Contains("HTTP/2.0", StringComparison.Ordinal)), $"{status} for {shape}");
        }

        using var http = new HttpClient();
        await Parallel.ForEachAsync(Enumerable.Range(0, Scale.BadRequests), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, cancellation) =>
        {
            using var request = BadRequest.Make(number, target);
            try
            {
                using var response = await http.SendAsync(request, cancellation);
                Assert.True((int)response.StatusCode is < 500 and not (>= 300 and < 400) and not 410, $"{(int)response.StatusCode} for bad request {number}: {request}");
            }
            catch (HttpRequestException)
            {
                // Hung up on: a body that was refused before it was read. Whether it lives, the next request asks.
            }
        });
        await ProgressAsync(1000);
        await _load.StopAsync();
        Assert.Equal(_load.Sent.Sum(), _load.TotalAcknowledged);
    }

    [Fact]
    public async Task While_PostgreSQL_hangs_reports_are_held_then_refused_and_afterwards_all_is_well_again()
    {
        var before = _gateway.WorkingSet;
        var postgres = ground.Postgres.Processes;
        try
        {
            Assert.True(SendAll(postgres, Signals.Stop));
            var refused = Refused();
            await Until.TrueAsync(() => Refused() >= refused + (2 * Connections), Patience, "reports are refused");
        }
        finally
        {
            SendAll(postgres, Signals.Continue);
        }

        await HostsAsync(2);
        await ProgressAsync(1000);
        output.WriteLine($"{(_gateway.WorkingSet - before) / (1024 * 1024)} MiB more in memory");
        await _load.StopAsync();
        await _books.CheckAsync("PostgreSQL hung");
        Assert.All(_load.Answers, answer => Assert.True(answer.Status == HttpStatusCode.OK || (answer.Status == HttpStatusCode.ServiceUnavailable && answer.RetryAfter > TimeSpan.Zero)));
        Assert.All(_load.Answers, answer => Assert.True(answer.Duration < LongestAnswer, $"an answer took {answer.Duration}"));
        Assert.Equal(_load.Sent.Sum(), _load.Answers.Count);
    }

    [Fact]
    public async Task A_project_whose_answers_never_come_delays_nobody_else()
    {
        var stuck = await Database.AddProjectAsync(_database);
        using var http = new HttpClient();
        await Until.TrueAsync(async () => await SendAsync(http, stuck) == HttpStatusCode.OK, Patience, () => "the new project's reports are taken");

        await using (await Database.LockCountersAsync(_database, stuck.Project))
        {
            // Each waits for its project's issue, and is refused in the end.
            var refused = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync(http, stuck)));
            Assert.All(refused, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        }

        await Until.TrueAsync(async () => await SendAsync(http, stuck) == HttpStatusCode.OK, Patience, () => "its reports are taken again");
        await _load.StopAsync();
        var times = _load.Answers.Select(answer => answer.Duration).Order().ToArray();
        output.WriteLine($"others' answers: p99 {times[times.Length * 99 / 100].TotalMilliseconds:F0} ms, longest {times[^1].TotalMilliseconds:F0} ms");
        Assert.Equal(_load.Sent.Sum(), _load.TotalAcknowledged);
        Assert.All(times, time => Assert.True(time < HoldTime, $"an answer took {time}"));
    }

    private async Task StartAsync()
    {
        _database = await ground.CreateDatabaseAsync();
        var environment = new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = _database, ["Picket__FramesSecret"] = Secret };
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async i => _hosts[i] = await StandaloneProcess.StartAsync(new() { Environment = environment, IsFirst = false })));
        _gateway = await GatewayProcess.StartAsync(new Dictionary<string, string>
        {
            ["Picket__FramesSecret"] = Secret,
            ["Picket__Hosts__0"] = HostAddress(_hosts[0]),
            ["Picket__Hosts__1"] = HostAddress(_hosts[1]),
            ["Picket__NetworkRate"] = "1000000",
            ["Picket__NetworkBurst"] = "10000000",
        });
        _load = new(() => new(_gateway.Address, _hosts[0].ReportUri.PathAndQuery), fingerprints: 200);
        _books = new(_load, () => _gateway.Address, ground.Token, () => string.Join('\n', _hosts.Select(host => host.Output).Append(_gateway.Output)), output);
        await HostsAsync(2);
        _load.Start(Connections);
        await ProgressAsync(1000);
    }

    private async Task<HttpStatusCode> SendAsync(HttpClient http, (long Project, string Key) to)
    {
        using var content = new StringContent("""{"csp-report":{"document-uri":"https://stuck.example/","effective-directive":"img-src","blocked-uri":"https://cdn.example/a.png"}}""");
        using var answer = await http.PostAsync(new Uri(_gateway.Address, $"/api/{to.Project}/security/?sentry_key={to.Key}"), content);
        return answer.StatusCode;
    }

    /// <summary>False where the first one has ended; others may end by themselves.</summary>
    private static bool SendAll(IReadOnlyList<int> processes, int signal) => processes.Select(process => Signals.Send(process, signal)).ToList()[0];

    private static string HostAddress(StandaloneProcess host) => $"http://127.0.0.1:{host.ReportUri.Port}";

    private int Refused() => _load.Answers.Count(answer => answer.Status != HttpStatusCode.OK);

    private Task ProgressAsync(long more) => _load.ProgressAsync(more, Patience, () => _gateway.Output);

    private async Task HostsAsync(int count)
    {
        using var http = new HttpClient();
        await Until.TrueAsync(
            async () => (await http.GetStringAsync(new Uri(_gateway.Operations, "/metrics"))).Contains($"\npicket_gateway_hosts {count}\n", StringComparison.Ordinal),
            Patience,
            () => $"the gateway has {count} hosts\n{_gateway.Output}");
    }

    /// <summary>What its hosts stand on.</summary>
    public sealed class Ground() : PreparedDatabases(null, new Dictionary<string, string>()), IAsyncLifetime;
}
