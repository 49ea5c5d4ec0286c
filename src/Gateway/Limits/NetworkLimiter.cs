using System.Net;

namespace Picket.Gateway.Limits;

/// <summary>
/// A token bucket for each client network, in a table of fixed size: whatever sends, memory stays what it was at the start. A network finds its place by a hash that
/// nobody outside can foresee; where all places of its set are taken, the one that was idle longest makes room.
/// </summary>
internal sealed class NetworkLimiter
{
    private const int Ways = 8;

    private readonly TimeProvider _time;
    private readonly TokenBucket _bucket;
    private readonly Entry[] _entries;
    private readonly Lock[] _locks;
    private readonly ulong _seed;
    private long _displaced;

    /// <summary>Makes an empty table.</summary>
    /// <param name="perSecond">Reports a second that a network may send for long.</param>
    /// <param name="burst">Reports it may send at once.</param>
    /// <param name="capacity">Networks that are told apart; rounded up to a power of two.</param>
    /// <param name="seed">A random number.</param>
    /// <param name="time">Clock.</param>
    public NetworkLimiter(int perSecond, int burst, int capacity, ulong seed, TimeProvider time)
    {
        var sets = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, (capacity + Ways - 1) / Ways));
        _bucket = new(perSecond, burst, time.TimestampFrequency);
        _entries = new Entry[sets * Ways];
        _locks = [.. Enumerable.Range(0, Math.Min(sets, 256)).Select(_ => new Lock())];
        (_seed, _time) = (seed, time);
    }

    /// <summary>Networks that had to make room for another before their bucket was full again. Where it grows, the table is too small.</summary>
    public long Displaced => Volatile.Read(ref _displaced);

    /// <summary>Counts one request of <paramref name="address"/>.</summary>
    /// <param name="address">Who sends.</param>
    /// <param name="retryAfter">How long it has to wait; zero where it may pass.</param>
    public bool TryTake(IPAddress address, out TimeSpan retryAfter)
    {
        var network = ClientNetwork.Of(address);
        var hash = (network ^ _seed) * 0x9e3779b97f4a7c15;
        var set = (int)((hash ^ (hash >> 32)) & (ulong)((_entries.Length / Ways) - 1));
        var now = _time.GetTimestamp();
        lock (_locks[set % _locks.Length])
        {
            var passed = _bucket.TryTake(ref Place(set, network, now).FullAt, now, out var wait);
            retryAfter = TimeSpan.FromSeconds((double)wait / _time.TimestampFrequency);
            return passed;
        }
    }

    private ref Entry Place(int set, ulong network, long now)
    {
        var entries = _entries.AsSpan(set * Ways, Ways);
        var idlest = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Network == network)
            {
                return ref entries[i];
            }

            if (entries[i].FullAt < entries[idlest].FullAt)
            {
                idlest = i;
            }
        }

        ref var place = ref entries[idlest];
        if (place.FullAt > now)
        {
            Interlocked.Increment(ref _displaced);
        }

        place = new() { Network = network, FullAt = long.MinValue };
        return ref place;
    }

    private struct Entry
    {
        public ulong Network;
        public long FullAt;
    }
}
