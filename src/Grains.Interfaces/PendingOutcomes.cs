using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;

namespace Picket.Grains.Interfaces;

/// <summary>Outcomes of a batch that came from another silo, until that silo has heard them. Thread-safe.</summary>
public sealed class PendingOutcomes
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<ItemOutcome> _fallen = [];
    private int _open;

    internal PendingOutcomes(int count) => _open = count;

    /// <summary>Done when all outcomes have fallen.</summary>
    public Task All => _all.Task;

    /// <summary>Takes what has fallen since the last call.</summary>
    /// <param name="isLast">Nothing will follow.</param>
    public IReadOnlyList<ItemOutcome> Take(out bool isLast)
    {
        lock (_lock)
        {
            isLast = _open == 0;
            var fallen = _fallen;
            _fallen = [];
            return fallen;
        }
    }

    internal IArrivalObserver Observer(int index) => new Item(this, index);

    private void Add(int index, in Outcome outcome)
    {
        bool last;
        lock (_lock)
        {
            _fallen.Add(new(index, outcome));
            last = --_open == 0;
        }

        if (last)
        {
            _all.TrySetResult();
        }
    }

    private sealed class Item(PendingOutcomes pending, int index) : IArrivalObserver
    {
        public void OnOutcome(Arrival arrival, in Outcome outcome) => pending.Add(index, outcome);
    }
}
