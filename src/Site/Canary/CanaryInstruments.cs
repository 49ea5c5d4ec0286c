using System.Diagnostics.Metrics;

namespace Picket.Site.Canary;

/// <summary>What the canary measures, on meter <c>Picket.Canary</c>.</summary>
internal sealed class CanaryInstruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Picket.Canary";

    private readonly Gauge<double> _lastSuccess;
    private readonly Gauge<double> _duration;
    private readonly Counter<long> _failures;

    public CanaryInstruments(Meter meter)
    {
        _lastSuccess = meter.CreateGauge<double>("picket.canary.last_success.timestamp", "s", "When a canary's report last came through, in Unix time; 0: never since this host started.");
        _duration = meter.CreateGauge<double>("picket.canary.duration", "s", "How long the last one that came through took to be answered.");
        _failures = meter.CreateCounter<long>("picket.canary.failures", "{report}", "Canary's reports that did not come through, by stage.");
    }

    /// <summary>So that one that never comes through is noticed as well.</summary>
    public void OnStarted() => _lastSuccess.Record(0);

    public void OnSuccess(DateTimeOffset now, TimeSpan duration)
    {
        _lastSuccess.Record(now.ToUnixTimeSeconds());
        _duration.Record(duration.TotalSeconds);
    }

    public void OnFailure(CanaryStage stage) => _failures.Add(1, new KeyValuePair<string, object?>("stage", stage switch
    {
        CanaryStage.Connect => "connect",
        CanaryStage.Status => "status",
        _ => "commit",
    }));
}
