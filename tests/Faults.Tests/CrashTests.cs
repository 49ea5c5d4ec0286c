using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>Processes end in the middle of everything. Nothing acknowledged is lost, nothing is counted that was not sent.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Fingerprints = 200;
    private const int AcknowledgedBetweenKills = 2_000;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Killing_Standalone_and_PostgreSQL_under_load_loses_nothing_and_counts_nothing_twice()
    {
        await using var standalone = await StandaloneProcess.StartAsync();
        using var load = new Load(() => standalone.ReportUri, Fingerprints);
        var books = new Books(load, () => standalone.ReportUri, standalone.Token, () => standalone.Output, output);
        load.Start(connections: 48);
        load.Start(connections: 16, batch: 5);

        var random = new Random(Scale.Seed);
        var kills = Enumerable.Repeat("Standalone", Scale.StandaloneKills).Concat(Enumerable.Repeat("PostgreSQL", Scale.PostmasterKills)).ToArray();
        random.Shuffle(kills);
        foreach (var (round, victim) in kills.Index())
        {
            await ProgressAsync(load, AcknowledgedBetweenKills, standalone);
            if (victim == "Standalone")
            {
                await standalone.KillAsync();
                await standalone.StartAgainAsync();
            }
            else
            {
                Assert.True(Signals.Send(standalone.PostmasterId!.Value, Signals.Kill));
            }

            await ProgressAsync(load, 1, standalone);
            await books.CheckAsync($"{round + 1}. {victim} killed");
        }

        await load.StopAsync();
        await books.CheckAsync("at the end, at rest");
    }

    [Fact]
    public async Task Stopping_under_load_ends_with_0_in_time_and_loses_nothing_acknowledged()
    {
        await using var standalone = await StandaloneProcess.StartAsync();
        using var load = new Load(() => standalone.ReportUri, Fingerprints);
        load.Start(connections: 48);
        load.Start(connections: 16, batch: 5);
        await ProgressAsync(load, AcknowledgedBetweenKills, standalone);

        Assert.Equal(0, await standalone.StopAsync());
        Assert.Null(standalone.PostmasterId);
        await load.StopAsync();

        await standalone.StartAgainAsync();
        await new Books(load, () => standalone.ReportUri, standalone.Token, () => standalone.Output, output).CheckAsync("stopped and started again");
    }

    private static Task ProgressAsync(Load load, long more, StandaloneProcess standalone) => load.ProgressAsync(more, Recovery, () => standalone.Output);
}
