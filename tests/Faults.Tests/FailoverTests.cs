using System.Net;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>A primary PostgreSQL is lost and its synchronous standby promoted: what was answered 200 is there.</summary>
public sealed class FailoverTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Fingerprints = 100;
    private const int Connections = 40;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private PostgresServer _primary = null!;
    private PostgresServer _standby = null!;
    private StandaloneProcess _standalone = null!;
    private Load _load = null!;

    public async Task InitializeAsync()
    {
        try
        {
            _primary = await PostgresServer.StartAsync();
            _standby = await _primary.AddSynchronousStandbyAsync();
            _standalone = await StandaloneProcess.StartAsync(new()
            {
                Environment = new Dictionary<string, string>
                {
                    ["ConnectionStrings__Postgres"] =
                        $"Host=127.0.0.1:{_primary.Port},127.0.0.1:{_standby.Port};Username=picket;Database=postgres;Target Session Attributes=primary;Host Recheck Seconds=1",
                    // A statement is cancelled after half the time it may be sent again: here, while reports still wait for it.
                    ["Picket__HoldTime"] = "00:00:02",
                    ["Picket__ResendTime"] = "00:00:02",
                },
            });
            _load = new(() => _standalone.ReportUri, Fingerprints);
            _load.Start(Connections * 4 / 5);
            _load.Start(Connections / 5, batch: 5);
            await ProgressAsync(2_000);
        }
        catch
        {
            await DisposeAsync(); // Nobody else does where this fails.
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        _load?.Dispose();
        foreach (var started in (IAsyncDisposable?[])[_standalone, _primary, _standby])
        {
            await (started?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    [Fact]
    public async Task A_promoted_standby_has_all_that_was_acknowledged()
    {
        for (var round = 1; round <= Scale.Failovers; round++)
        {
            await _primary.KillAsync();
            await _standby.PromoteAsync();
            await ProgressAsync(2_000);
            await CheckAsync($"{round}. standby promoted");

            // A new standby takes the place of the one that was lost.
            var lost = _primary;
            _primary = _standby;
            await lost.DisposeAsync();
            _standby = await _primary.AddSynchronousStandbyAsync(lost.Port);
            await ProgressAsync(1_000);
        }

        await _load.StopAsync();
        await CheckAsync("at the end, at rest");
    }

    /// <summary>
    /// PostgreSQL keeps what waits for a standby when the wait is cancelled, and answers as if nothing were missing but for a warning. So a commit that takes too
    /// long must not be taken for done when its answer comes after all, and one that is sent again and found there must wait for the standby as the first did.
    /// </summary>
    [Fact]
    public async Task Without_its_standby_a_primary_has_nothing_acknowledged_that_the_standby_lacks()
    {
        await _standby.KillAsync();
        var answered = _load.Answers.Count;
        await Until.TrueAsync(() => Task.FromResult(_load.Answers.Count > answered + (3 * Connections)), _patience, () => $"reports are answered, one way or the other\n{_standalone.Output}");
        await _primary.KillAsync();
        await _standby.StartAgainAsync();
        await _standby.PromoteAsync();
        await ProgressAsync(2_000);
        await CheckAsync("promoted after it was away");
        await _load.StopAsync();
        await CheckAsync("at the end, at rest");
        Assert.All(_load.Answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.Status}"));
    }

    private Task CheckAsync(string moment) => new Books(_load, () => _standalone.ReportUri, _standalone.Token, () => _standalone.Output, output).CheckAsync(moment);

    private Task ProgressAsync(long more) => _load.ProgressAsync(more, _patience, () => _standalone.Output);
}
