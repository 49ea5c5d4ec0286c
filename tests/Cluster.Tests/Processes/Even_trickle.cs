using System.Globalization;
using System.Net;
using Picket.Faults.Tests;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Many projects with a hundred issues each, a few reports a second for long: nothing grows.</summary>
[Collection(OnClusterGround.Name)]
public sealed class Even_trickle(RestingCluster resting, ITestOutputHelper output) : IClassFixture<RestingCluster>, IDisposable
{
    private const int Issues = 100;
    private const int ReportsPerSecond = 50;

    /// <summary>What a silo may grow by: heaps breathe.</summary>
    private const double MostGrowth = 1.5;

    private readonly HttpClient _http = new();
    private readonly Random _random = new(Scale.Seed);
    private readonly LoadedCluster _cluster = resting.Cluster;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Leaves_memory_where_it_is()
    {
        var projects = new List<(long Project, string Key)>();
        for (var i = 0; i < Scale.TrickleProjects; i++)
        {
            projects.Add(await Database.AddProjectAsync(_cluster.Database));
        }

        foreach (var silo in _cluster.Silos)
        {
            // Each hears of new projects by itself, and any of them may get a project's first report.
            await Until.TrueAsync(async () => await SendAsync(silo.ReportUri, projects[^1], 0) == HttpStatusCode.OK, LoadedCluster.Patience, () => $"the last project is known\n{_cluster.Said()}");
        }

        var settled = TimeSpan.Zero;
        long[] before = [];
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ReportsPerSecond));
        var started = TimeProvider.System.GetTimestamp();
        var sent = _cluster.Silos.Count;
        var answers = new List<Task<HttpStatusCode>>();
        while (TimeProvider.System.GetElapsedTime(started) is var elapsed && elapsed < Scale.TrickleTime)
        {
            if (before.Length == 0 && elapsed > Scale.TrickleTime / 3)
            {
                (before, settled) = (Memory(), elapsed);
            }

            await timer.WaitForNextTickAsync();
            answers.Add(SendAsync(_cluster.Gateway.Address, projects[_random.Next(projects.Count)], _random.Next(Issues)));
            sent++;
        }

        Assert.All(await Task.WhenAll(answers), status => Assert.Equal(HttpStatusCode.OK, status));
        var after = Memory();
        output.WriteLine($"{sent:N0} reports of {projects.Count:N0} projects in {Scale.TrickleTime}; MiB of each silo after {settled}: {Show(before)}; at the end: {Show(after)}");
        Assert.All(before.Zip(after), silo => Assert.InRange(silo.Second, 0, MostGrowth * silo.First));
        var ids = string.Join(',', projects.Select(project => project.Project));
        Assert.Equal(sent, await Database.OneAsync(_cluster.Database, $"select sum(c.count)::bigint from issue_counters c join issues i on i.id = c.issue_id where i.project_id in ({ids})"));
    }

    private static string Show(long[] bytes) => string.Join(", ", bytes.Select(value => value >> 20));

    private long[] Memory() => [.. _cluster.Silos.Select(silo => silo.WorkingSet)];

    private async Task<HttpStatusCode> SendAsync(Uri at, (long Project, string Key) to, int issue)
    {
        using var content = new StringContent(string.Create(
            CultureInfo.InvariantCulture, $$$"""{"csp-report":{"document-uri":"https://shop.example/","effective-directive":"img-src","blocked-uri":"https://cdn{{{issue}}}.example/a.png"}}"""));
        using var answer = await _http.PostAsync(new Uri(at, $"/api/{to.Project}/security/?sentry_key={to.Key}"), content);
        return answer.StatusCode;
    }
}
