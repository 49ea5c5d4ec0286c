using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Reports.Fingerprints;

/// <summary>MD5 over the UTF-8 of texts, one behind the other, without an allocation where they are short.</summary>
internal ref struct Md5Text
{
    /// <summary>MD5 takes longer than the rest of a fingerprint. A third of a MiB at most.</summary>
    private static readonly Latest<byte, Fingerprint> _latest = new(places: 1024, longest: 256);

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
        if (!_latest.TryGet(text, out var fingerprint))
        {
            fingerprint = Compute(text);
            _latest.Keep(text, fingerprint);
        }

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
}
