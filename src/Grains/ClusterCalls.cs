using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Picket.Ingestion;

namespace Picket.Grains;

/// <summary>Counts calls to grains. Failures are told in the log once in ten seconds.</summary>
internal sealed partial class ClusterCalls
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Picket.Cluster";

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Histogram<int> _batch;
    private readonly CounterFromZero _failed;
    private readonly HostClock _clock;
    private readonly ILogger<ClusterCalls> _log;
    private long? _said;

    public ClusterCalls(IMeterFactory meters, HostClock clock, ILogger<ClusterCalls> log)
    {
        (_clock, _log) = (clock, log);
        var meter = meters.Create(MeterName);
        _batch = meter.CreateHistogram<int>("picket.cluster.batch.size", "{report}", "Reports given to their project's grain together.");
        _failed = new(meter, "picket.cluster.calls.failed", "{call}", "Calls to grains without an answer: their reports are answered unavailable.");
    }

    /// <summary>A project has taken a batch, on this silo or another.</summary>
    public void OnBatch(int reports, bool isLocal) => _batch.Record(reports, new KeyValuePair<string, object?>("target", isLocal ? "local" : "remote"));

    /// <summary>No answer came.</summary>
    public void OnFailed(Exception e)
    {
        _failed.Add(1);
        if (_said is not { } said || _clock.Time.GetElapsedTime(said) >= Quiet)
        {
            _said = _clock.Time.GetTimestamp();
            LogFailed(e.GetType().Name, e.Message);
        }
    }

    [LoggerMessage(8002, LogLevel.Warning, "A call to a grain failed, and its reports are answered unavailable: {Exception}: {Message}")]
    private partial void LogFailed(string exception, string message);
}
