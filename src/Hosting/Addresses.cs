using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Picket.Hosting;

/// <summary>A setting that says where to listen: IP addresses with commas between, <c>*</c> for all, nothing for loopback.</summary>
public static class Addresses
{
    private const string All = "*";

    /// <summary>The addresses of <paramref name="setting"/>; empty for loopback.</summary>
    public static IReadOnlyList<IPAddress> Parse(string setting) => setting == All ? [IPAddress.IPv6Any] : [.. Names(setting).Select(IPAddress.Parse)];

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

    private static string[] Names(string setting) => setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
