using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Picket.Gateway.Limits;

/// <summary>The network that limits hold for: one address of IPv4, the /64 that one household or office gets of IPv6.</summary>
internal static class ClientNetwork
{
    // Multicast, which never sends: no IPv6 network has this number.
    private const ulong V4 = 0xffff_ffff_0000_0000;

    /// <summary>The network's number, different for every network.</summary>
    public static ulong Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? V4 | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : address.IsIPv4MappedToIPv6 ? V4 | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..])
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
