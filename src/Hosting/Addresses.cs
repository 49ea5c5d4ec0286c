using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Picket.Hosting;

/// <summary>A setting that says where to listen: IP addresses with commas between, <c>*</c> for all, nothing for loopback.</summary>
public static class Addresses
{
    private const string All = "*";

    /// <summary>The addresses of <paramref name="setting"/>; empty for loopback.</summary>
    public static IReadOnlyList<IPAddress> Parse(string setting) => setting == All ? [IPAddress.IPv6Any] : [.. Names(setting).Select(IPAddress.Parse)];

    /// <summary>The addresses that can be listened on for <paramref name="setting"/>; of loopback, and of all, IPv6's where this machine has it.</summary>
    public static IReadOnlyList<IPAddress> Bindable(string setting) => (setting == All, Parse(setting)) switch
    {
        (true, _) => [HasIPv6() ? IPAddress.IPv6Any : IPAddress.Any],
        (_, []) => HasIPv6() ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        (_, var addresses) => addresses,
    };

    /// <summary>What is wrong with <paramref name="setting"/>, in plain words.</summary>
    public static IEnumerable<string> Check(string setting) => setting == All
        ? []
        : Names(setting).Where(name => !IPAddress.TryParse(name, out _)).Select(name => $"'{name}' is no IP address; write addresses such as 192.0.2.7 or ::1, or * for all.");

    /// <summary>Listens on <paramref name="port"/> of all addresses of <paramref name="setting"/>.</summary>
    public static void Listen(this KestrelServerOptions kestrel, string setting, int port, Action<ListenOptions> configure)
    {
        if (setting == All)
        {
            kestrel.ListenAnyIP(port, configure); // IPv4 alone where a machine has no IPv6.
            return;
        }

        var addresses = Parse(setting);
        if (addresses.Count == 0)
        {
            kestrel.ListenLocalhost(port, configure);
        }

        foreach (var address in addresses)
        {
            kestrel.Listen(address, port, configure);
        }
    }

    private static bool HasIPv6()
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0)); // Containers often have the protocol, and no address.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string[] Names(string setting) => setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
