using System.Net;
using Picket.Faults.Tests;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>A silo of this build and one of the next, whose contracts have a method and fields more, in one cluster.</summary>
public sealed class Upgrade(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new();
    private TestPostgres _postgres = null!;
    private string _database = "";
    private StandaloneProcess _old = null!;
    private StandaloneProcess? _next;

    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.StartAsync();
        _database = await _postgres.CreateDatabaseAsync();
        _old = await StartAsync(Built.Silo, isFirst: true);
        await AcceptedAsync(_old); // The project lives there.
        _next = await StartAsync(Built.NextSilo, isFirst: false);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _old.DisposeAsync();
        if (_next is not null)
        {
            await _next.DisposeAsync();
        }

        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Both_understand_each_other_whichever_of_them_has_the_project()
    {
        await AcceptedAsync(_next!);
        await AcceptedAsync(_old);
        await SaidAsync("not greeted"); // The old silo does not know the method, and says so.
        await AcceptedAsync(_next!);

        Assert.Equal(0, await _old.StopAsync(StopTime));
        await AcceptedAsync(_next!);
        await SaidAsync("greeted: hello");
        await _old.StartAgainAsync();
        await AcceptedAsync(_old);
        await AcceptedAsync(_next!);

        output.WriteLine(string.Join('\n', _next!.Output.Split('\n').Where(line => line.Contains("greeted", StringComparison.Ordinal)).Distinct()));
        Assert.Equal(70, await Database.OneAsync(_database, "select sum(count)::bigint from issue_counters"));
    }

    private Task<StandaloneProcess> StartAsync(string program, bool isFirst) => StandaloneProcess.StartAsync(new()
    {
        Program = program,
        IsFirst = isFirst,
        Environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = _database,
            ["Picket__ServiceId"] = "picket",
            ["Picket__ClusterId"] = "tests",
            ["Picket__SiloPort"] = "0",
        },
    });

    /// <summary>Ten reports are, whoever takes them.</summary>
    private async Task AcceptedAsync(StandaloneProcess silo)
    {
        for (var i = 0; i < 10; i++)
        {
            using var content = new StringContent($$$"""{"csp-report":{"document-uri":"https://shop.example/","effective-directive":"img-src","blocked-uri":"https://cdn{{{i % 3}}}.example/a.png"}}""");
            using var answer = await _http.PostAsync(silo.ReportUri, content);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}\n{_old.Output}\n{_next?.Output}");
        }
    }

    private Task SaidAsync(string start) => Until.TrueAsync(
        () => Task.FromResult(_next!.Output.Split('\n').Any(line => line.StartsWith(start, StringComparison.Ordinal))), Patience, () => $"'{start}'\n{_old.Output}\n{_next!.Output}");
}
