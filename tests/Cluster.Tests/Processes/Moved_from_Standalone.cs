using Picket.Faults.Tests;
using Picket.Storage.Embedded;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>A Standalone with its private PostgreSQL has become too small: what it counted goes on in a cluster.</summary>
public sealed class Moved_from_Standalone(ITestOutputHelper output)
{
    private const int Fingerprints = 100;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Keys_tokens_and_counts_are_there_and_two_silos_count_on_top()
    {
        await using var standalone = await StandaloneProcess.StartAsync();
        using var load = new Load(() => standalone.ReportUri, Fingerprints);
        await SendAsync(load, standalone, 3_000);

        await using var postgres = await PostgresServer.StartAsync();
        await postgres.RestoreDumpAsync(PrivatePostgres.FindRunning(standalone.DataFolder)!);
        Assert.Equal(0, await standalone.StopAsync());

        await using var one = await StartSiloAsync(postgres);
        await using var other = await StartSiloAsync(postgres);
        using var more = new Load(() => new(one.ReportUri, standalone.ReportUri.PathAndQuery), Fingerprints);
        using var beside = new Load(() => new(other.ReportUri, standalone.ReportUri.PathAndQuery), Fingerprints);
        await Task.WhenAll(SendAsync(more, one, 2_000), SendAsync(beside, other, 2_000));

        var counted = await Database.OneAsync(postgres.ConnectionString, "select sum(count)::bigint from issue_counters");
        output.WriteLine($"acknowledged by Standalone {load.TotalAcknowledged:N0}, by silos {more.TotalAcknowledged + beside.TotalAcknowledged:N0}; counted {counted:N0}");
        Assert.Equal(load.TotalAcknowledged + more.TotalAcknowledged + beside.TotalAcknowledged, counted);
        Assert.Equal(Fingerprints, await Database.OneAsync(postgres.ConnectionString, "select count(*) from issues"));
        using var api = new PicketApi(new(other.ReportUri, standalone.ReportUri.PathAndQuery), standalone.Token);
        Assert.Equal(counted, (await api.IssuesAsync()).Sum(issue => issue.Count));
    }

    private static Task<StandaloneProcess> StartSiloAsync(PostgresServer postgres) => StandaloneProcess.StartAsync(new()
    {
        Program = Built.Silo,
        IsFirst = false,
        Environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = postgres.ConnectionString,
            ["Picket__ServiceId"] = "picket",
            ["Picket__ClusterId"] = "tests",
            ["Picket__SiloPort"] = "0",
        },
    });

    private static async Task SendAsync(Load load, StandaloneProcess host, long reports)
    {
        load.Start(connections: 16);
        await load.ProgressAsync(reports, _patience, () => host.Output);
        await load.StopAsync();
    }
}
