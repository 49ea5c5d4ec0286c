using System.Numerics;

namespace Picket.Ingestion.Issues;

/// <summary>
/// Counts distinct clients in 256 bytes: 64 bit maps of 32 levels (Flajolet and Martin's, 1985). A client sets one bit, level k with
/// probability 2^-(k+1), so sketches of hosts merge by OR in any order and any number of times. The estimate is the most likely number given
/// all bits; its standard error is 8 % (exact to within one below ten clients).
/// </summary>
public sealed class ClientSketch
{
    /// <summary>Bytes of a sketch.</summary>
    public const int Size = Maps * sizeof(uint);

    private const int Maps = 64;
    private const int Levels = 32;

    private readonly byte[] _bits = new byte[Size];

    /// <summary>Adds a client.</summary>
    /// <param name="client">A uniform hash of the client.</param>
    /// <returns>False where it changed nothing.</returns>
    public bool Add(ulong client)
    {
        var map = (int)(client >> 58);
        var level = Math.Min(BitOperations.TrailingZeroCount(client), Levels - 1);
        ref var cell = ref _bits[(map * sizeof(uint)) + (level >> 3)];
        var bit = (byte)(1 << (level & 7));
        if ((cell & bit) != 0)
        {
            return false;
        }

        cell |= bit;
        return true;
    }

    /// <summary>A copy of the bits.</summary>
    public byte[] ToArray() => (byte[])_bits.Clone();

    /// <summary>The most likely number of clients behind <paramref name="bits"/>.</summary>
    /// <exception cref="ArgumentException">Not <see cref="Size"/> bytes.</exception>
    public static double Estimate(ReadOnlySpan<byte> bits)
    {
        if (bits.Length != Size)
        {
            throw new ArgumentException($"A sketch has {Size} bytes, not {bits.Length}.", nameof(bits));
        }

        Span<int> set = stackalloc int[Levels];
        set.Clear();
        for (var i = 0; i < bits.Length; i++)
        {
            for (var rest = bits[i]; rest != 0; rest &= (byte)(rest - 1))
            {
                set[((i & 3) << 3) + BitOperations.TrailingZeroCount(rest)]++;
            }
        }

        if (set.IndexOfAnyExcept(0) < 0)
        {
            return 0;
        }

        // The slope of the log likelihood falls with n: bisect for its zero on a logarithmic scale.
        double low = 1e-3, high = 1e12;
        for (var step = 0; step < 64; step++)
        {
            var middle = Math.Sqrt(low * high);
            if (Slope(set, middle) > 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>With n clients a bit of level k stays clear with probability exp(-n·q), q = 2^-(k+1)/64 (the last level takes what is left).</summary>
    private static double Slope(ReadOnlySpan<int> set, double n)
    {
        var slope = 0.0;
        for (var level = 0; level < Levels; level++)
        {
            var q = Math.ScaleB(1.0, -Math.Min(level + 1, Levels - 1)) / Maps;
            slope -= (Maps - set[level]) * q;
            if (set[level] > 0)
            {
                slope += set[level] * q / (Math.Exp(n * q) - 1);
            }
        }

        return slope;
    }
}
