using System.Net;
using System.Net.Sockets;

namespace Picket.Reports.Noise.Evidence;

/// <summary>Hosts that are the client's own machine or in its own network.</summary>
internal static class LocalHosts
{
    private const string Localhost = "localhost";

    /// <summary>True for <c>localhost</c> and names under it, and for loopback, private and link-local addresses (RFC 1918, 3927, 4193, 4291, 6761).</summary>
    /// <param name="host">As URLs write it, IPv6 addresses in brackets.</param>
    public static bool Contains(ReadOnlySpan<char> host)
    {
        if (host.EndsWith(Localhost, StringComparison.OrdinalIgnoreCase))
        {
            return host.Length == Localhost.Length || host[^(Localhost.Length + 1)] == '.';
        }

        var isV6 = host.StartsWith("[");
        return (isV6 || (!host.IsEmpty && char.IsAsciiDigit(host[0]) && char.IsAsciiDigit(host[^1])))
            && IPAddress.TryParse(isV6 ? host.Trim("[]") : host, out var address) && IsLocal(address);
    }

    private static bool IsLocal(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        }

        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes is [0 or 10 or 127, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..];
    }
}
