using System.Diagnostics;
using System.Net;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>PostgreSQL does not answer for a while: reports are held, then refused with a time to come again; memory stays bounded; nobody has to help.</summary>
public sealed class DatabaseAwayTests(ITestOutputHelper output)
{
    // The defaults are made for a host of 1 GiB, so that is what the process gets.
    private const long MemoryOfTheHost = 1024L * 1024 * 1024;
    private static readonly StandaloneSettings OneGibibyte = new() { Environment = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "30000000" } };
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task While_PostgreSQL_hangs_reports_are_held_then_refused_and_afterwards_all_is_well_again()
    {
        await using var standalone = await StandaloneProcess.StartAsync(OneGibibyte);
        using var load = new Load(() => standalone.ReportUri, fingerprints: 100);
        load.Start(connections: 64);
        await Until.TrueAsync(() => load.TotalAcknowledged > 1000, TimeSpan.FromSeconds(30), "the load runs");

        // Each signal reaches one process; the postmaster first, so that it starts no others.
        var postgres = ProcessTree.WithDescendants(standalone.PostmasterId!.Value);
        Assert.All(postgres, process => Assert.True(Signals.Send(process, Signals.Stop)));
        var stopped = Stopwatch.GetTimestamp();
        await AwayAsync(standalone);
        Assert.All(postgres, process => Assert.True(Signals.Send(process, Signals.Continue)));

        await RecoveredAsync(load, standalone, stopped);
    }

    [Fact]
    public async Task More_reports_than_the_queues_hold_are_refused_at_once_and_memory_stays_bounded()
    {
        await using var standalone = await StandaloneProcess.StartAsync(OneGibibyte);
        using var load = new Load(() => standalone.ReportUri, fingerprints: 100);
        load.Start(connections: 16);
        await Until.TrueAsync(() => load.TotalAcknowledged > 1000, TimeSpan.FromSeconds(30), "the load runs");

        var postgres = ProcessTree.WithDescendants(standalone.PostmasterId!.Value);
        Assert.All(postgres, process => Assert.True(Signals.Send(process, Signals.Stop)));
        var stopped = Stopwatch.GetTimestamp();
        // 160 times 500 is more than the 50,000 that may be under way.
        load.Start(connections: 160, batch: 500);
        await AwayAsync(standalone);
        Assert.All(postgres, process => Assert.True(Signals.Send(process, Signals.Continue)));
        await RecoveredAsync(load, standalone, stopped);

        Assert.Contains(load.Answers, answer => answer is { Reports: 500, Status: HttpStatusCode.ServiceUnavailable } && answer.Duration < HoldTime / 2);
    }

    private async Task AwayAsync(StandaloneProcess standalone)
    {
        var peak = 0L;
        var start = Stopwatch.GetTimestamp();
        await Until.TrueAsync(
            () =>
            {
                peak = Math.Max(peak, standalone.WorkingSet);
                return Stopwatch.GetElapsedTime(start) > Scale.Away;
            },
            Scale.Away + Slack,
            "PostgreSQL comes back");
        output.WriteLine($"PostgreSQL away for {Scale.Away.TotalSeconds} s: at most {peak / 1024 / 1024} MiB in memory");
        Assert.InRange(peak, 1, MemoryOfTheHost);
    }

    private async Task RecoveredAsync(Load load, StandaloneProcess standalone, long stopped)
    {
        var acknowledged = load.TotalAcknowledged;
        await Until.TrueAsync(
            () => Task.FromResult(load.TotalAcknowledged > acknowledged + 1000), TimeSpan.FromSeconds(30), () => "it recovers by itself\n" + standalone.Output);
        await load.StopAsync();

        var answers = load.Answers.ToArray();
        var refused = answers.Where(answer => answer.Status != HttpStatusCode.OK).ToArray();
        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.All(refused, answer => Assert.True(answer.RetryAfter > TimeSpan.Zero));
        var longest = answers.Max(answer => answer.Duration);
        output.WriteLine($"{refused.Length} requests refused, the longest answer took {longest.TotalSeconds:F1} s");
        Assert.True(longest < HoldTime + Slack, $"an answer took {longest}");
        // Held while there was room: single reports of the first moments were not refused at once.
        var firstRefused = refused.Where(answer => answer.Reports == 1 && answer.Start < stopped + Stopwatch.Frequency).ToArray();
        Assert.NotEmpty(firstRefused);
        Assert.All(firstRefused, answer => Assert.True(answer.Duration > HoldTime / 2, $"refused after {answer.Duration}"));

        await new Books(load, () => standalone.ReportUri, standalone.Token, () => standalone.Output, output).CheckAsync("after PostgreSQL was away");
    }
}
