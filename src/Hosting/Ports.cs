using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Picket.Hosting;

/// <summary>The port for everyone, and the next ones for operations and the inside.</summary>
public static class Ports
{
    private const int Attempts = 100;

    // Below the ports that systems take for outgoing connections (Linux from 32768, others from 49152): one of those could come between the choice and the use.
    private const int FirstFree = 10_240;
    private const int AfterFree = 32_768;

    /// <summary>The port that was asked for, or a free one that has free ones behind it.</summary>
    /// <param name="wanted">The port; 0 for a free one.</param>
    /// <param name="count">How many ports in a row are used.</param>
    /// <exception cref="HostException">None was found.</exception>
    public static int Choose(int wanted, int count = 2)
    {
        for (var attempt = 0; wanted == 0 && attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(FirstFree, AfterFree - count);
            if (Enumerable.Range(port, count).All(IsFree))
            {
                return port;
            }
        }

        return wanted != 0 ? wanted : throw new HostException("No free ports in a row were found; name one with --port.");
    }

    private static bool IsFree(int port) => IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, port));

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return true; // No such address on this machine: nothing will listen there.
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
