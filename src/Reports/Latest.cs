using System.Runtime.InteropServices;

namespace Picket.Reports;

/// <summary>
/// Remembers what was made of the latest short keys, because most reports are the same few. Each key has one place, and the last one to come has it; keys that look
/// for company there only cost each other the memory, since where a key goes is drawn anew for each process.
/// </summary>
/// <remarks>Safe for many threads. Holds <paramref name="places"/> keys of at most <paramref name="longest"/> units.</remarks>
internal sealed class Latest<TUnit, TValue>(int places, int longest)
    where TUnit : unmanaged, IEquatable<TUnit>
    where TValue : notnull
{
    private readonly Known?[] _known = new Known?[places];

    /// <summary>What was made of <paramref name="key"/>, if that is remembered.</summary>
    public bool TryGet(ReadOnlySpan<TUnit> key, out TValue value)
    {
        var known = key.Length <= longest ? Volatile.Read(ref Place(key)) : null;
        var found = known is not null && key.SequenceEqual(known.Key);
        value = found ? known!.Value : default!;
        return found;
    }

    /// <summary>Remembers that <paramref name="value"/> was made of <paramref name="key"/>.</summary>
    public void Keep(ReadOnlySpan<TUnit> key, TValue value)
    {
        if (key.Length <= longest)
        {
            Volatile.Write(ref Place(key), new(key.ToArray(), value));
        }
    }

    private ref Known? Place(ReadOnlySpan<TUnit> key)
    {
        var code = new HashCode();
        code.AddBytes(MemoryMarshal.AsBytes(key));
        return ref _known[(uint)code.ToHashCode() % (uint)_known.Length];
    }

    private sealed record Known(TUnit[] Key, TValue Value);
}
