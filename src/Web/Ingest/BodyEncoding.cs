using System.IO.Compression;
using Picket.Reports;

namespace Picket.Web.Ingest;

/// <summary>Undoes what stands between a body's bytes and its JSON: content encodings and forms.</summary>
internal static class BodyEncoding
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>True for the encodings <see cref="TryUnpack"/> knows, and for none.</summary>
    public static bool IsKnown(string? encoding) => encoding is null || Kind(encoding) != Packing.Unknown;

    /// <summary>Unpacks <paramref name="body"/> where it is packed.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public static Refusal? TryUnpack(ref byte[] body, string? encoding)
    {
        var kind = encoding is null ? Packing.None : Kind(encoding);
        if (kind == Packing.None || body.Length == 0)
        {
            return null;
        }

        using var packed = new MemoryStream(body, writable: false);
        using Stream unpacked = kind switch
        {
            Packing.Gzip => new GZipStream(packed, CompressionMode.Decompress),
            Packing.Deflate => new ZLibStream(packed, CompressionMode.Decompress),
            _ => new BrotliStream(packed, CompressionMode.Decompress),
        };
        try
        {
            return ReadBounded(unpacked) is { } bytes ? Take(bytes, out body) : Refusal.TooLarge;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            return Refusal.CorruptBody;
        }
    }

    /// <summary>
    /// The JSON in a form: early WebKit labels plain JSON a form, and scripts send it percent-encoded, alone or as the value of one parameter.
    /// </summary>
    public static byte[] OfForm(byte[] body)
    {
        var text = body.AsSpan().TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || IsJson(text))
        {
            return body;
        }

        var equals = text.IndexOf((byte)'=');
        if (equals >= 0 && equals + 1 < text.Length && !text.StartsWith("%7B"u8) && !text.StartsWith("%5B"u8) && !text.StartsWith("%7b"u8) && !text.StartsWith("%5b"u8))
        {
            text = text[(equals + 1)..];
        }

        var decoded = text.ToArray();
        var length = PercentText.DecodeInPlace(decoded);
        return decoded.AsSpan(0, length).TrimEnd("= \r\n"u8).ToArray();
    }

    private static Refusal? Take(byte[] bytes, out byte[] body)
    {
        body = bytes;
        return null;
    }

    private static byte[]? ReadBounded(Stream stream)
    {
        var buffer = new byte[FirstBytes];
        var length = 0;
        while (true)
        {
            var read = stream.Read(buffer, length, buffer.Length - length);
            length += read;
            if (length > ReportLimits.MaxBodyBytes)
            {
                return null;
            }

            if (read == 0)
            {
                Array.Resize(ref buffer, length);
                return buffer;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, ReportLimits.MaxBodyBytes + 1));
            }
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> text) => text[0] is (byte)'{' or (byte)'[';

    private static Packing Kind(string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "" or "identity" => Packing.None,
        "gzip" or "x-gzip" => Packing.Gzip,
        "deflate" => Packing.Deflate,
        "br" => Packing.Brotli,
        _ => Packing.Unknown,
    };

    private enum Packing
    {
        None,
        Gzip,
        Deflate,
        Brotli,
        Unknown,
    }
}
