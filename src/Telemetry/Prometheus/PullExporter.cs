using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Picket.Telemetry.Prometheus;

/// <summary>Collects when it is asked to.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PullExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The page of the scrape whose turn it is, until it is written. The SDK may also collect for itself; that writes nothing.</summary>
    private TextBuffer? _page;
    private TextDialect _dialect;

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        if (Interlocked.Exchange(ref _page, null) is { } page)
        {
            var metrics = new List<Metric>();
            foreach (var metric in batch)
            {
                metrics.Add(metric);
            }

            TextFormat.Write(metrics, page, _dialect);
        }

        return ExportResult.Success;
    }

    /// <summary>Everything as it is now, to be disposed by the caller; null where nothing is collected yet or any more. Scrapes take turns: each sees its own moment.</summary>
    public async Task<TextBuffer?> ScrapeAsync(TextDialect dialect, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        var page = new TextBuffer();
        try
        {
            _dialect = dialect;
            Volatile.Write(ref _page, page);
            if (Collect is { } collect && collect(Timeout.Infinite) && page.Length > 0)
            {
                return Interlocked.Exchange(ref page, null);
            }

            return null;
        }
        finally
        {
            Volatile.Write(ref _page, null);
            page?.Dispose();
            _turn.Release();
        }
    }
}
