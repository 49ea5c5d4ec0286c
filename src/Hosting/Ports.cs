using System.Net;
using System.Net.Sockets;

namespace Picket.Hosting;

/// <summary>The port for everyone, and the next ones for operations and the inside.</summary>
public static class Ports
{
    private const int Attempts = 100;

    /// <summary>The port that was asked for, or a free one that has free ones behind it.</summary>
    /// <param name="wanted">The port; 0 for a free one.</param>
    /// <param name="count">How many ports in a row are used.</param>
    /// <exception cref="HostException">None was found.</exception>
    public static int Choose(int wanted, int count = 2)
    {
        for (var attempt = 0; wanted == 0 && attempt < Attempts; attempt++)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            if (port + count <= IPEndPoint.MaxPort && Enumerable.Range(port + 1, count - 1).All(IsFree))
            {
                return port;
            }
        }

        return wanted != 0 ? wanted : throw new HostException("No free ports in a row were found; name one with --port.");
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
