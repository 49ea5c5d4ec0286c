using System.Diagnostics;
using System.Net;
using Picket.Faults.Tests;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Limits over three silos, past the gateway to all of them at once: a project lives on one, whose neighbours bring it what they get.</summary>
[Collection(OnClusterGround.Name)]
public sealed class Limits_over_silos(RestingCluster resting, ITestOutputHelper output) : IClassFixture<RestingCluster>, IDisposable
{
    private const int Limit = 500;
    private const string Report = """{"csp-report":{"document-uri":"https://limited.example/","effective-directive":"img-src","blocked-uri":"https://cdn.example/a.png"}}""";

    private readonly HttpClient _http = new();
    private readonly LoadedCluster _cluster = resting.Cluster;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_key_s_limit_holds_whichever_of_them_is_killed()
    {
        var key = await AddProjectAsync(Limit);
        await HoldsAsync([key], $"select sum(c.count)::bigint from issue_counters c join issues i on i.id = c.issue_id where i.project_id = {key.Project}");
    }

    [Fact]
    public async Task An_organization_s_limit_holds_whichever_of_them_is_killed()
    {
        const string Counted = "select coalesce(sum(count), 0)::bigint from outcome_hours where outcome = 0";
        // What all its projects had before counts. Its new projects never live without the limit.
        var before = await Database.OneAsync(_cluster.Database, Counted);
        await Database.ExecuteAsync(_cluster.Database, $"update organizations set month_limit = {before + Limit}");
        try
        {
            var keys = new[] { await AddProjectAsync(), await AddProjectAsync() };
            await HoldsAsync(keys, $"select ({Counted}) - {before}");
        }
        finally
        {
            await Database.ExecuteAsync(_cluster.Database, "update organizations set month_limit = null"); // Known to all silos with the next project.
        }
    }

    [Fact]
    public async Task New_settings_reach_the_project_s_grain()
    {
        var key = await AddProjectAsync();
        foreach (var limit in (int[])[0, 1000, 0])
        {
            await Database.ExecuteAsync(_cluster.Database, $"update project_keys set limit_count = {limit}, limit_window = 86400 where project_id = {key.Project}");
            var expected = limit == 0 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK;
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(_cluster.Silos.Select(silo => Until.TrueAsync(async () => await SendAsync(silo, key) == expected, LoadedCluster.Patience, () => "the new limit holds")));
            // Two seconds and what the machine does meanwhile; Directory_of_projects holds the two against a clock.
            output.WriteLine($"{clock.Elapsed.TotalSeconds:F1} s until a limit of {limit} held at every silo");
        }
    }

    private async Task<(long Project, string Key)> AddProjectAsync(int? limit = null)
    {
        var added = await Database.AddProjectAsync(_cluster.Database, limit);
        await Task.WhenAll(_cluster.Silos.Select(silo => Until.TrueAsync(async () => await IsKnownAsync(silo, added), LoadedCluster.Patience, () => $"the project is known\n{_cluster.Said()}")));
        return added;
    }

    /// <summary>Sends far more than the limit while one silo after the other is killed and started again.</summary>
    private async Task HoldsAsync((long Project, string Key)[] keys, string counted)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var victim in _cluster.Silos)
        {
            for (var i = 0; i < Limit / 4; i++)
            {
                statuses.AddRange(await Task.WhenAll(_cluster.Silos.SelectMany(silo => keys.Select(key => SendAsync(silo, key)))));
                if (i == Limit / 8)
                {
                    await victim.KillAsync();
                    await victim.StartAgainAsync();
                }
            }
        }

        var acknowledged = statuses.Count(status => status == HttpStatusCode.OK);
        var passed = await Database.OneAsync(_cluster.Database, counted);
        output.WriteLine($"{acknowledged} acknowledged, {passed} counted, {statuses.Count} sent, limit {Limit}");
        Assert.InRange(acknowledged, 1, Limit);
        Assert.InRange(passed, acknowledged, Limit);
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync(_cluster.Silos[0], keys[0]));
    }

    /// <summary>What is no report is refused as such once the project is known, and counts nowhere.</summary>
    private async Task<bool> IsKnownAsync(StandaloneProcess silo, (long Project, string Key) to) => await SendAsync(silo, to, "[]") == HttpStatusCode.BadRequest;

    private async Task<HttpStatusCode> SendAsync(StandaloneProcess silo, (long Project, string Key) to, string report = Report)
    {
        using var content = new StringContent(report);
        try
        {
            using var answer = await _http.PostAsync(new Uri(silo.ReportUri, $"/api/{to.Project}/security/?sentry_key={to.Key}"), content);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
