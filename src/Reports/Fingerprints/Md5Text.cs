using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Reports.Fingerprints;

/// <summary>MD5 over the UTF-8 of texts, one behind the other, without an allocation where they are short.</summary>
internal ref struct Md5Text
{
    private const int LongestKept = 256;

    /// <summary>What was said of the latest short texts: most reports are the same few, and MD5 takes longer than the rest of a fingerprint. A third of a MiB at most.</summary>
    private static readonly Known?[] Latest = new Known?[1024];

    private Span<byte> _buffer;
    private byte[]? _rented;
    private int _length;

    /// <summary>Starts with <paramref name="buffer"/> and rents a larger one if the texts need it.</summary>
    public Md5Text(Span<byte> buffer) => _buffer = buffer;

    /// <summary>Adds <paramref name="text"/>.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        var atMost = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_buffer.Length - _length < atMost)
        {
            Grow(atMost);
        }

        _length += Encoding.UTF8.GetBytes(text, _buffer[_length..]);
    }

    /// <summary>The fingerprint of all texts. Call it once, last.</summary>
    public Fingerprint Finish()
    {
        var fingerprint = Of(_buffer[.._length]);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        return fingerprint;
    }

    private static Fingerprint Of(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestKept)
        {
            return Compute(text);
        }

        var code = new HashCode();
        code.AddBytes(text);
        ref var latest = ref Latest[(uint)code.ToHashCode() % (uint)Latest.Length];
        if (Volatile.Read(ref latest) is { } known && text.SequenceEqual(known.Text))
        {
            return known.Fingerprint;
        }

        var fingerprint = Compute(text);
        Volatile.Write(ref latest, new(text.ToArray(), fingerprint));
        return fingerprint;
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "An identity to compare with Sentry's, no secret.")]
    private static Fingerprint Compute(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(text, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    private void Grow(int atLeast)
    {
        var larger = ArrayPool<byte>.Shared.Rent(_length + atLeast);
        _buffer[.._length].CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        _buffer = _rented = larger;
    }

    private sealed record Known(byte[] Text, Fingerprint Fingerprint);
}
