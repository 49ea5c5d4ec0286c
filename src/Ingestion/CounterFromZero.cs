using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Picket.Ingestion;

/// <summary>
/// Counts what should never happen, and is there from the start, at 0: alerts ask how much a series grew, and to Prometheus one that begins at 1 has not grown.
/// Exact since the start of the process, whoever listens since when.
/// </summary>
public sealed class CounterFromZero
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> _counts;

    /// <summary>A counter on <paramref name="meter"/>.</summary>
    /// <param name="meter">Where it is seen.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="description">For people.</param>
    /// <param name="tag">The name of its tag; empty for none.</param>
    /// <param name="values">The values of that tag that are there from the start.</param>
    public CounterFromZero(Meter meter, string name, string unit, string description, string tag = "", params string[] values)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _counts = new(tag.Length == 0 ? [new("", new(0))] : values.Select(value => KeyValuePair.Create(value, new StrongBox<long>(0))));
        meter.CreateObservableCounter(
            name,
            () => _counts.Select(entry => tag.Length == 0 ? new(Volatile.Read(ref entry.Value.Value)) : new Measurement<long>(Volatile.Read(ref entry.Value.Value), new KeyValuePair<string, object?>(tag, entry.Key))),
            unit,
            description);
    }

    /// <summary>Adds <paramref name="count"/> to the series of <paramref name="value"/>, of which there are few.</summary>
    public void Add(long count, string value = "") => Interlocked.Add(ref _counts.GetOrAdd(value, static _ => new(0)).Value, count);
}
