using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Picket.Storage.Projects;

/// <summary>Keeps the directory at most two seconds behind PostgreSQL; while that is away, what is known stays valid.</summary>
internal sealed partial class DirectoryPoll(Store store, ILogger<DirectoryPoll> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // Runs from the start of the host, not only once a thread has come to it.
    private readonly PeriodicTimer _timer = new(Interval, store.Time);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (await _timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await store.Directory.RefreshAsync(stoppingToken).ConfigureAwait(false);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    LogStale(e.Message);
                }

                failing = true;
            }
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "Settings of projects cannot be read now; the last known ones hold: {Cause}")]
    private partial void LogStale(string cause);
}
