using System.Buffers.Binary;
using System.Numerics;

namespace Picket.Ingestion.Admission;

/// <summary>
/// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash that cannot be turned back or forged without its key, made for short inputs. The
/// platform's SHA-256 would cost each report twenty times as much, mostly for crossing into a native library.
/// </summary>
internal static class SipHash
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 16;

    /// <summary>64 bits for <paramref name="input"/> under <paramref name="key"/>, <see cref="KeySize"/> bytes.</summary>
    public static ulong Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input)
    {
        var (k0, k1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
        var state = new State(k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573);
        var length = input.Length;
        for (; input.Length >= 8; input = input[8..])
        {
            state.Compress(BinaryPrimitives.ReadUInt64LittleEndian(input));
        }

        Span<byte> last = stackalloc byte[8];
        last.Clear();
        input.CopyTo(last);
        last[7] = (byte)length;
        state.Compress(BinaryPrimitives.ReadUInt64LittleEndian(last));
        return state.Finish();
    }

    private struct State(ulong v0, ulong v1, ulong v2, ulong v3)
    {
        public void Compress(ulong word)
        {
            v3 ^= word;
            Round();
            Round();
            v0 ^= word;
        }

        public ulong Finish()
        {
            v2 ^= 0xff;
            Round();
            Round();
            Round();
            Round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void Round()
        {
            v0 += v1;
            v2 += v3;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
