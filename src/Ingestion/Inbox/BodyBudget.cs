using System.Diagnostics.Metrics;

namespace Picket.Ingestion.Inbox;

/// <summary>
/// Memory for bodies between their arrival and their answer. Whoever reads one takes as it grows, so what senders only announce costs nothing, and gives
/// back once it is answered. Thread-safe; those that wait are served in order.
/// </summary>
public sealed class BodyBudget
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private readonly long _limit;
    private readonly TimeSpan _wait;
    private readonly TimeProvider _time;
    private long _taken;

    /// <summary>A budget of which nothing is taken.</summary>
    /// <param name="limit">Bytes at once.</param>
    /// <param name="wait">How long to wait for room; zero for not at all.</param>
    /// <param name="time">Clock.</param>
    /// <param name="meter">Shows what is taken.</param>
    public BodyBudget(long limit, TimeSpan wait, TimeProvider time, Meter meter)
    {
        (_limit, _wait, _time) = (limit, wait, time);
        meter.CreateObservableUpDownCounter("picket.intake.size", () => Taken, "By", "Bytes of bodies that are under way.");
    }

    /// <summary>Bytes that are taken.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes room at once, or as soon as there is some.</summary>
    /// <returns>False where there was none in time.</returns>
    public ValueTask<bool> TakeAsync(int bytes)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && HasRoom(bytes))
            {
                _taken += bytes;
                return new(true);
            }

            return _wait == TimeSpan.Zero ? new(false) : new(WaitAsync(_waiting.AddLast(new Waiting(bytes))));
        }
    }

    /// <summary>Gives back.</summary>
    public void Give(int bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            Serve();
        }
    }

    private bool HasRoom(int bytes) => _taken + bytes <= _limit;

    private void Serve()
    {
        while (_waiting.First is { } next && HasRoom(next.Value.Bytes))
        {
            _taken += next.Value.Bytes;
            _waiting.Remove(next);
            next.Value.Served.SetResult();
        }
    }

    private async Task<bool> WaitAsync(LinkedListNode<Waiting> node)
    {
        try
        {
            await node.Value.Served.Task.WaitAsync(_wait, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                if (node.List is null)
                {
                    return true; // Its turn came while its time ended.
                }

                _waiting.Remove(node);
                Serve(); // Whoever stood behind it may need less.
                return false;
            }
        }
    }

    private sealed record Waiting(int Bytes)
    {
        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
