using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Turns addresses into hashes that can be counted within a day and mean nothing after it: keyed with HMAC(installation secret, UTC date).
/// Addresses themselves are never kept.
/// </summary>
public sealed class ClientIdentity
{
    private const int AddressBytes = 16;
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
        Span<byte> input = stackalloc byte[AddressBytes + MaxUserAgentBytes];
        var length = Write(address, input, 4, 16);
        Encoding.UTF8.TryGetBytes(userAgent.AsSpan(0, Math.Min(userAgent?.Length ?? 0, MaxUserAgentBytes / 3)), input[length..], out var written);
        return SipHash.Compute(Today().Key, input[..(length + written)]);
    }

    /// <summary>The network of an address: IPv4 /24, IPv6 /48.</summary>
    public ulong Network(IPAddress address)
    {
        Span<byte> input = stackalloc byte[AddressBytes];
        return SipHash.Compute(Today().Key, input[..Write(address, input, 3, 6)]);
    }

    /// <summary>The first bytes of an address; the rest is not told apart.</summary>
    private static int Write(IPAddress address, Span<byte> input, int v4Bytes, int v6Bytes)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        address.TryWriteBytes(input, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? v4Bytes : v6Bytes;
    }

    private DailySalt Today()
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var salt = _salt;
        return salt.Day == today ? salt : _salt = SaltOf(today);
    }

    private DailySalt SaltOf(DateOnly day)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, day.DayNumber);
        return new(day, HMACSHA256.HashData(_secret, number)[..SipHash.KeySize]);
    }

    private sealed record DailySalt(DateOnly Day, byte[] Key);
}
