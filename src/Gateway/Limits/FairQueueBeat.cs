namespace Picket.Gateway.Limits;

/// <summary>Sets the limit of a <see cref="FairQueue"/> by what hosts do, ten times a second.</summary>
internal sealed class FairQueueBeat(FairQueue queue, AdaptiveLimit limit, TimeProvider time) : BackgroundService
{
    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat, time);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken))
            {
                queue.Set(limit.Next(queue.LookAtHosts(), time.GetUtcNow()));
            }
        }
        finally
        {
            queue.Set(AdaptiveLimit.None); // Nobody would serve the lines any more.
        }
    }
}
