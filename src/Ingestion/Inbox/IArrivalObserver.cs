using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Inbox;

/// <summary>Hears how reports end.</summary>
public interface IArrivalObserver
{
    /// <summary><paramref name="arrival"/> ended. Called once for each, from any thread, and must return soon.</summary>
    void OnOutcome(Arrival arrival, in Outcome outcome);
}
