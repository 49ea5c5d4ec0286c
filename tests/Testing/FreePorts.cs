using System.Net;
using System.Net.Sockets;

namespace Picket.Testing;

/// <summary>Ports of loopback for processes that have to be told theirs.</summary>
public static class FreePorts
{
    /// <summary>The first of <paramref name="count"/> ports in a row that are free now.</summary>
    public static int Take(int count)
    {
        while (true)
        {
            var listeners = new List<TcpListener>();
            try
            {
                var first = new TcpListener(IPAddress.Loopback, 0);
                first.Start();
                listeners.Add(first);
                var port = ((IPEndPoint)first.LocalEndpoint).Port;
                for (var next = port + 1; next < port + count && next <= IPEndPoint.MaxPort; next++)
                {
                    var listener = new TcpListener(IPAddress.Loopback, next);
                    listeners.Add(listener);
                    listener.Start();
                }

                if (listeners.Count == count)
                {
                    return port;
                }
            }
            catch (SocketException)
            {
                // One of them is taken: try others.
            }
            finally
            {
                listeners.ForEach(listener => listener.Dispose());
            }
        }
    }
}
