using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Picket.Reports;

namespace Picket.Ingestion.Outcomes;

/// <summary>How many reports ended how: exact since the start of the process.</summary>
public sealed class OutcomeInstruments
{
    private readonly ConcurrentDictionary<(ReportKind? Kind, OutcomeKind Outcome, string Reason), StrongBox<long>> _counts = new();
    private readonly Meter _meter;

    /// <summary>Instruments on <paramref name="meter"/>.</summary>
    public OutcomeInstruments(Meter meter)
    {
        _meter = meter;
        meter.CreateObservableCounter("picket.reports", Observe, "{report}", "Reports by how they ended, why, and what they are about.");
    }

    /// <summary>Reports ended.</summary>
    /// <param name="kind">Null where it was none.</param>
    /// <param name="outcome">How.</param>
    /// <param name="reports">How many.</param>
    public void OnOutcome(ReportKind? kind, in Outcome outcome, int reports = 1)
    {
        var key = (kind, outcome.Kind, outcome.Reason);
        if (!_counts.TryGetValue(key, out var count))
        {
            count = _counts.GetOrAdd(key, _ => new(0));
        }

        Interlocked.Add(ref count.Value, reports);
    }

    /// <summary>Reports that ended so, over all kinds and reasons.</summary>
    public long Count(OutcomeKind outcome) => _counts.Where(entry => entry.Key.Outcome == outcome).Sum(entry => Volatile.Read(ref entry.Value.Value));

    /// <summary>Lets the queue be seen.</summary>
    internal void ObserveUnderWay(Func<int> reports) =>
        _meter.CreateObservableUpDownCounter("picket.intake.reports", reports, "{report}", "Reports that are under way.");

    private IEnumerable<Measurement<long>> Observe() => _counts.Select(entry => new Measurement<long>(
        Volatile.Read(ref entry.Value.Value),
        new("outcome", OutcomeNames.Of(entry.Key.Outcome)),
        new("reason", entry.Key.Reason),
        new("report_type", entry.Key.Kind is { } kind ? ReportKinds.Name(kind) : "none")));
}
