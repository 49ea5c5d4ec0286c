using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Reports.Fingerprints;

/// <summary>MD5 over the UTF-8 of texts, one behind the other, without an allocation where they are short.</summary>
internal ref struct Md5Text
{
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
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "An identity to compare with Sentry's, no secret.")]
    public Fingerprint Finish()
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(_buffer[.._length], hash);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

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
