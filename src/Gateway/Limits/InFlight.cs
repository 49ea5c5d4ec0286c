namespace Picket.Gateway.Limits;

/// <summary>
/// What may be under way at once: requests, which are refused where there are too many, and bytes, for which a request waits a moment in the order of arrival.
/// </summary>
/// <param name="maxRequests">Requests at once.</param>
/// <param name="maxBytes">Bytes at once. A single request that is larger passes alone.</param>
/// <param name="holdTime">How long a request waits for bytes.</param>
/// <param name="time">Clock.</param>
internal sealed class InFlight(int maxRequests, long maxBytes, TimeSpan holdTime, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private long _bytes;
    private int _requests;

    /// <summary>Requests under way.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Bytes under way.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Takes a place for a request; <see cref="Leave"/> gives it back.</summary>
    /// <returns>False where all are taken.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _requests) <= maxRequests)
        {
            return true;
        }

        Interlocked.Decrement(ref _requests);
        return false;
    }

    /// <summary>Gives a request's place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _requests);

    /// <summary>Takes room for bytes, at once or as soon as there is some; <see cref="Release"/> gives it back.</summary>
    /// <returns>False where there was none in time.</returns>
    public ValueTask<bool> ReserveAsync(long bytes)
    {
        lock (_lock)
        {
            return _waiting.Count == 0 && TryTake(bytes) ? new(true) : new(WaitAsync(_waiting.AddLast(new Waiting(bytes))));
        }
    }

    /// <summary>Gives room back.</summary>
    public void Release(long bytes)
    {
        lock (_lock)
        {
            _bytes -= bytes;
            while (_waiting.First is { } next && TryTake(next.Value.Bytes))
            {
                _waiting.Remove(next);
                next.Value.Taken.SetResult();
            }
        }
    }

    private bool TryTake(long bytes)
    {
        if (_bytes > 0 && _bytes + bytes > maxBytes)
        {
            return false;
        }

        _bytes += bytes;
        return true;
    }

    private async Task<bool> WaitAsync(LinkedListNode<Waiting> node)
    {
        try
        {
            await node.Value.Taken.Task.WaitAsync(holdTime, time);
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
            }

            Release(0); // Whoever stood behind it may need less.
            return false;
        }
    }

    private sealed record Waiting(long Bytes)
    {
        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
