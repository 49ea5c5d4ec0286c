using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Turns addresses into hashes that can be counted within a day and mean nothing after it: salted with HMAC(installation secret, UTC date).
/// Addresses themselves are never kept.
/// </summary>
public sealed class ClientIdentity
{
    private const int SaltBytes = 32;
    private const int MaxUserAgentBytes = 512;

    private readonly byte[] _secret;
    private readonly TimeProvider _time;
    private volatile DailySalt _salt;

    /// <summary>Hashes under <paramref name="secret"/>, at least 16 bytes and the same for all hosts of an installation.</summary>
    public ClientIdentity(byte[] secret, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 16);
        (_secret, _time) = (secret, time);
        _salt = SaltOf(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }

    /// <summary>One browser behind one address, for one UTC day.</summary>
    public ulong Client(IPAddress address, string? userAgent)
    {
        Span<byte> input = stackalloc byte[SaltBytes + 16 + MaxUserAgentBytes];
        var length = SaltAndAddress(input, address, 4, 16);
        Encoding.UTF8.TryGetBytes(userAgent.AsSpan(0, Math.Min(userAgent?.Length ?? 0, MaxUserAgentBytes / 3)), input[length..], out var written);
        return Hash(input[..(length + written)]);
    }

    /// <summary>The network of an address: IPv4 /24, IPv6 /48.</summary>
    public ulong Network(IPAddress address)
    {
        Span<byte> input = stackalloc byte[SaltBytes + 16];
        return Hash(input[..SaltAndAddress(input, address, 3, 6)]);
    }

    private static ulong Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private int SaltAndAddress(Span<byte> input, IPAddress address, int v4Bytes, int v6Bytes)
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var salt = _salt;
        if (salt.Day != today)
        {
            _salt = salt = SaltOf(today);
        }

        salt.Bytes.CopyTo(input);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        address.TryWriteBytes(input[SaltBytes..], out _);
        return SaltBytes + (address.AddressFamily == AddressFamily.InterNetwork ? v4Bytes : v6Bytes);
    }

    private DailySalt SaltOf(DateOnly day)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, day.DayNumber);
        return new(day, HMACSHA256.HashData(_secret, number));
    }

    private sealed record DailySalt(DateOnly Day, byte[] Bytes);
}
