using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Picket.Storage.Housekeeping;

/// <summary>Every minute: partitions ahead of time on each host, the rest on the one host that holds the lease.</summary>
internal sealed partial class HousekeepingService(Store store, ILogger<HousekeepingService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lease _lease = new(store, "housekeeping", Interval * 3);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _lease.ReleaseAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // It expires by itself.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, store.Time);
        do
        {
            try
            {
                await Partitions.EnsureAsync(store, stoppingToken).ConfigureAwait(false);
                if (await _lease.TryTakeAsync(stoppingToken).ConfigureAwait(false))
                {
                    await Partitions.DropOldAsync(store, stoppingToken).ConfigureAwait(false);
                    await Chores.RunAsync(store, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(2101, LogLevel.Warning, "Housekeeping did not finish and is tried again in a minute: {Cause}")]
    private partial void LogFailed(string cause);
}
