using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Picket.Storage.Housekeeping;

/// <summary>Three times a minute: partitions ahead of time, a look at the clock and a word on the load on each host, the rest on the one host that holds the lease.</summary>
internal sealed partial class HousekeepingService(Store store, HousekeepingInstruments instruments, ILogger<HousekeepingService> log) : BackgroundService
{
    // A host that was killed is followed within a minute: its lease has to expire, and another has to look.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private readonly Dictionary<Chore, long> _done = [];
    private readonly Lease _lease = new(store, "housekeeping", Interval * 2);
    private readonly HostLoad _load = new(store);
    private long? _countedSilent;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _lease.ReleaseAsync().ConfigureAwait(false);
            await _load.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // Both expire by themselves.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, store.Time);
        do
        {
            await TryAsync("partitions", () => Partitions.EnsureAsync(store, stoppingToken), stoppingToken).ConfigureAwait(false);
            await TryAsync("the clock", async () => instruments.OnClock(await ClockOffset.MeasureAsync(store, stoppingToken).ConfigureAwait(false)), stoppingToken).ConfigureAwait(false);
            await TryAsync("the load", () => _load.WriteAsync(stoppingToken), stoppingToken).ConfigureAwait(false);
            var leads = false;
            await TryAsync("lease", async () => leads = await _lease.TryTakeAsync(stoppingToken).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
            if (leads)
            {
                await LeadAsync(stoppingToken).ConfigureAwait(false);
            }
            else
            {
                _countedSilent = null;
                instruments.OnSilent(0);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task LeadAsync(CancellationToken stoppingToken)
    {
        await TryAsync("old partitions", () => Partitions.DropOldAsync(store, stoppingToken), stoppingToken).ConfigureAwait(false);
        if (_countedSilent is not { } counted || store.Time.GetElapsedTime(counted) >= SilentProjects.Interval)
        {
            _countedSilent = store.Time.GetTimestamp();
            await TryAsync("silent projects", async () => instruments.OnSilent(await SilentProjects.CountAsync(store, stoppingToken).ConfigureAwait(false)), stoppingToken).ConfigureAwait(false);
        }

        foreach (var chore in Chores.All)
        {
            if (!_done.TryGetValue(chore, out var done) || store.Time.GetElapsedTime(done) >= chore.Interval)
            {
                _done[chore] = store.Time.GetTimestamp();
                await TryAsync(chore.Name, () => chore.RunAsync(store, stoppingToken), stoppingToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One that fails keeps none of the others from being done.</summary>
    private async Task TryAsync(string what, Func<Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(what, e.Message);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "Housekeeping of {What} did not finish and is tried again: {Cause}")]
    private partial void LogFailed(string what, string cause);
}
