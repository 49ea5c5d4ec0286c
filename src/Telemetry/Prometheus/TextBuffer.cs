using System.Buffers;
using System.Globalization;
using System.Text;

namespace Picket.Telemetry.Prometheus;

/// <summary>UTF-8 text that grows in pooled memory. Whoever holds it disposes it, and keeps nothing of <see cref="Written"/> beyond that.</summary>
internal sealed class TextBuffer : IDisposable
{
    private const int FirstSize = 32 * 1024;
    private const int LongestNumber = 32;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Adds text; a lone surrogate becomes U+FFFD.</summary>
    public TextBuffer Append(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
        return this;
    }

    /// <summary>Adds a number as short as it can be read back.</summary>
    public TextBuffer Append(long number)
    {
        Reserve(LongestNumber);
        number.TryFormat(_bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
        return this;
    }

    /// <summary>Adds a number as short as it can be read back, or <c>+Inf</c>, <c>-Inf</c>, <c>NaN</c>.</summary>
    public TextBuffer Append(double number)
    {
        if (!double.IsFinite(number))
        {
            return Append(double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf");
        }

        Reserve(LongestNumber);
        number.TryFormat(_bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
        return this;
    }

    /// <summary>Forgets everything after <paramref name="length"/> bytes.</summary>
    public void CutTo(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length, nameof(length));
        Length = length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - Length >= more)
        {
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(Length + more, _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(bytes);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bytes;
    }
}
