using System.Diagnostics.Metrics;
using Picket.Gateway.Limits;
using Picket.Ingestion;
using Picket.Ingestion.Outcomes;

namespace Picket.Gateway.Edge;

/// <summary>What the gateway measures, on meter <c>Picket.Gateway</c>.</summary>
internal sealed class EdgeInstruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Picket.Gateway";

    private readonly Counter<long> _answers;
    private readonly CounterFromZero _refusals;
    private readonly CounterFromZero _resent;

    public EdgeInstruments(Meter meter)
    {
        Meter = meter;
        _answers = meter.CreateCounter<long>("picket.gateway.reports", "{request}", "Requests with reports, by what became of them: answered by a host, unknown, or no_host.");
        _refusals = new(meter, "picket.gateway.refusals", "{request}", "Requests that the gateway itself refused, by reason.", "reason", OutcomeReasons.NetworkLimit, OutcomeReasons.QueueFull);
        _resent = new(meter, "picket.gateway.resent", "{request}", "Reports that a host sent back untouched, and that were given to the next one.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; }

    public void OnAnswered() => _answers.Add(1, new KeyValuePair<string, object?>("result", "answered"));

    public void OnUnknown() => _answers.Add(1, new KeyValuePair<string, object?>("result", "unknown"));

    public void OnNoHost() => _answers.Add(1, new KeyValuePair<string, object?>("result", "no_host"));

    public void OnRefused(string reason, int count = 1) => _refusals.Add(count, reason);

    public void OnResent() => _resent.Add(1);

    /// <summary>Lets hosts, what is under way and what waits be seen.</summary>
    public void Observe(Upstreams upstreams, InFlight inFlight, FairQueue queue)
    {
        Meter.CreateObservableUpDownCounter("picket.gateway.hosts", () => upstreams.All.Count(upstream => upstream.IsUsable), "{host}", "Hosts that take reports now.");
        Meter.CreateObservableUpDownCounter("picket.gateway.under_way", () => inFlight.Requests, "{request}", "Reports taken and not yet answered, those that wait included.");
        Meter.CreateObservableUpDownCounter("picket.gateway.waiting", () => queue.Waiting, "{request}", "Reports that wait in line, because their project has as many at hosts as these take without being crowded.");
    }
}
