using System.Net;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>Picket behind PgBouncer in transaction mode: nothing it does may rely on a session.</summary>
public sealed class PoolerTests(ITestOutputHelper output)
{
    private const int Reports = 3_000;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Counts_exactly_and_refuses_nothing_behind_a_pooler_in_transaction_mode()
    {
        await using var postgres = await TestPostgres.StartAsync();
        var direct = await postgres.CreateDatabaseAsync();
        await using var pooler = await Pooler.StartAsync(direct);
        var settings = new StandaloneSettings { Environment = new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = pooler.ConnectionString } };

        // Both at once on an empty database: the schema is made through it, too.
        await using var standalone = await StandaloneProcess.StartAsync(settings);
        await using var other = await StandaloneProcess.StartAsync(settings with { IsFirst = false });
        using var load = new Load(() => standalone.ReportUri, fingerprints: 100);
        using var beside = new Load(() => new(other.ReportUri, standalone.ReportUri.PathAndQuery), fingerprints: 100);
        load.Start(connections: 24, batch: 3);
        beside.Start(connections: 24);
        await Until.TrueAsync(() => Task.FromResult(Math.Min(load.TotalAcknowledged, beside.TotalAcknowledged) >= Reports), _patience, () => $"reports come through\n{standalone.Output}\n{pooler.Said}");
        await load.StopAsync();
        await beside.StopAsync();

        var counted = await Database.OneAsync(direct, "select sum(count)::bigint from issue_counters");
        output.WriteLine($"acknowledged {load.TotalAcknowledged + beside.TotalAcknowledged:N0}, counted {counted:N0}");
        Assert.Equal(load.TotalAcknowledged + beside.TotalAcknowledged, counted);
        Assert.Equal(load.Sent.Sum() + beside.Sent.Sum(), counted);
        Assert.All(load.Answers.Concat(beside.Answers), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.InRange(await Database.OneAsync(direct, "select count(*) from pg_stat_activity where datname = current_database()"), 1, 7); // All of it over six connections, and the one that asks.
        Assert.DoesNotContain("prepared statement", standalone.Output + other.Output + pooler.Said, StringComparison.Ordinal);
    }
}
