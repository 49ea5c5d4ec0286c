using Picket.Ingestion.Inbox;

namespace Picket.Grains.Interfaces;

/// <summary>Reports of one project on their way to its grain. Within a silo it is passed as it is; between silos it becomes <see cref="Wire.ArrivalsSurrogate"/>.</summary>
/// <param name="arrivals">At least one.</param>
/// <param name="wantsBody">Which reports' bodies are worth sending to another silo.</param>
public sealed class ReportBatch(List<Arrival> arrivals, Func<Arrival, bool> wantsBody)
{
    private readonly Func<Arrival, bool> _wantsBody = wantsBody;

    internal ReportBatch(List<Arrival> arrivals, PendingOutcomes pending)
        : this(arrivals, _ => true) => Pending = pending;

    /// <summary>The reports.</summary>
    public List<Arrival> Arrivals { get; } = arrivals;

    /// <summary>Where the outcomes gather if the batch came from another silo; null if not: then each arrival tells its own submission.</summary>
    public PendingOutcomes? Pending { get; }

    internal bool WantsBody(Arrival arrival) => _wantsBody(arrival);
}
