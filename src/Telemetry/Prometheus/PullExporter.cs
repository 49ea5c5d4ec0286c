using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Picket.Telemetry.Prometheus;

/// <summary>Collects when it is asked to, and keeps the text of the last collection.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PullExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly SemaphoreSlim _turn = new(1);
    private string _text = "";

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        var metrics = new List<Metric>();
        foreach (var metric in batch)
        {
            metrics.Add(metric);
        }

        _text = TextFormat.Write(metrics);
        return ExportResult.Success;
    }

    /// <summary>Everything as it is now. Scrapes take turns: each sees its own moment.</summary>
    public async Task<string> ScrapeAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Collect?.Invoke(Timeout.Infinite);
            return _text;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _turn.Dispose();
        }

        base.Dispose(disposing);
    }
}
