using System.Buffers.Binary;
using Picket.Ingestion.Inbox;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Which reports a project's sampling rate lets count, and for how many each stands. Decided by the report alone, so that every host decides alike: by its bytes, its client and when it
/// came. By the bytes only it would not do, for a page in one browser sends the same bytes each time, and such an issue would count all of its reports or none.
/// </summary>
public static class Sampling
{
    private const int Fraction = 53; // bits of a double

    /// <summary>How many reports this one stands for: 0 where it is left out, else 1 / <paramref name="rate"/>, rounded up or down so that the sum is right on average.</summary>
    /// <param name="rate">The part that counts, over 0 to 1.</param>
    /// <param name="report">The report as it was sent.</param>
    /// <param name="from">The request it came with.</param>
    /// <param name="place">Its place in the request.</param>
    public static int Stands(double rate, ReadOnlySpan<byte> report, Submission from, int place)
    {
        if (rate >= 1)
        {
            return 1;
        }

        Span<byte> input = stackalloc byte[28];
        ReadOnlySpan<byte> key = stackalloc byte[SipHash.KeySize];
        BinaryPrimitives.WriteUInt64LittleEndian(input, SipHash.Compute(key, report));
        BinaryPrimitives.WriteUInt64LittleEndian(input[8..], from.Client);
        BinaryPrimitives.WriteInt64LittleEndian(input[16..], from.Received.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(input[24..], place);
        var draw = (double)(SipHash.Compute(key, input) >> (64 - Fraction)) / (1L << Fraction);
        if (draw >= rate)
        {
            return 0;
        }

        var (stands, whole) = (1 / rate, Math.Floor(1 / rate));
        return (int)whole + (draw / rate < stands - whole ? 1 : 0); // draw / rate is even between 0 and 1 again
    }
}
