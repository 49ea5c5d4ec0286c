using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Picket.Storage.Canary;

namespace Picket.Site.Canary;

/// <summary>
/// Each minute one report of Picket's own, from the edge through to a commit, sent by the one host that holds the lease. Tells "intake is broken" from "nobody sends
/// anything".
/// </summary>
/// <param name="store">PostgreSQL's side of it.</param>
/// <param name="probe">Sends it.</param>
/// <param name="instruments">What is measured.</param>
/// <param name="lifetime">Says when the host listens.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Told when it stops coming through, and when it does again.</param>
internal sealed partial class CanaryService(
    CanaryStore store, CanaryProbe probe, CanaryInstruments instruments, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CanaryService> log) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    private bool _leads;
    private string _state = "";

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (_leads)
            {
                await store.LeaveAsync();
            }
        }
        catch (DbException)
        {
            // It expires by itself.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        instruments.OnStarted();
        await ListensAsync(stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                if (_leads = await store.TryLeadAsync(stoppingToken))
                {
                    await SendAsync(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Tell("not sent", e.Message); // Counted nowhere; that none comes through is noticed all the same.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ListensAsync(CancellationToken stoppingToken)
    {
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(listens.SetResult);
        await listens.Task.WaitAsync(stoppingToken);
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        var (lost, cause, took) = await probe.RunAsync(stoppingToken);
        if (lost is { } stage)
        {
            instruments.OnFailure(stage);
            Tell(stage.ToString(), cause);
            return;
        }

        instruments.OnSuccess(time.GetUtcNow(), took);
        if (_state.Length > 0)
        {
            _state = "";
            LogBack(took.TotalMilliseconds);
        }
    }

    private void Tell(string state, string cause)
    {
        if (state != _state)
        {
            _state = state;
            LogLost(state, cause);
        }
    }

    [LoggerMessage(6101, LogLevel.Error, "The canary's report does not come through ({Stage}): {Cause}")]
    private partial void LogLost(string stage, string cause);

    [LoggerMessage(6102, LogLevel.Information, "The canary's report comes through again, in {Milliseconds:F0} ms.")]
    private partial void LogBack(double milliseconds);
}
