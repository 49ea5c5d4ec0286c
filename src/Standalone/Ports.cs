using System.Net;
using System.Net.Sockets;

namespace Picket.Standalone;

/// <summary>The port for everyone, and the next one for operations.</summary>
internal static class Ports
{
    private const int Attempts = 100;

    /// <summary>The port that was asked for, or a free one that has a free one behind it.</summary>
    /// <exception cref="HostException">None was found.</exception>
    public static int Choose(int wanted)
    {
        for (var attempt = 0; wanted == 0 && attempt < Attempts; attempt++)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            if (port < IPEndPoint.MaxPort && IsFree(port + 1))
            {
                return port;
            }
        }

        return wanted != 0 ? wanted : throw new HostException("No two free ports in a row were found; name one with --port.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
