using System.Net;
using System.Net.Sockets;

namespace Picket.Storage.Tests.Support;

/// <summary>Stands between a client and PostgreSQL and cuts the first connection after some bytes; later ones pass.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Task<Stream>> _connect;
    private readonly int? _clientBytes;
    private readonly int? _serverBytes;
    private readonly Task _accepting;
    private int _connections;
    private long _fromClient;
    private long _fromServer;

    /// <summary>Cuts after <paramref name="clientBytes"/> towards, or <paramref name="serverBytes"/> from PostgreSQL.</summary>
    public CuttingProxy(Func<Task<Stream>> connect, int? clientBytes = null, int? serverBytes = null)
    {
        (_connect, _clientBytes, _serverBytes) = (connect, clientBytes, serverBytes);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Bytes the first connection carried each way.</summary>
    public (long FromClient, long FromServer) First => (Interlocked.Read(ref _fromClient), Interlocked.Read(ref _fromServer));

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        List<Task> carried = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                carried.Add(CarryAsync(client, isFirst: Interlocked.Increment(ref _connections) == 1));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient client, bool isFirst)
    {
        using var one = client;
        await using var server = await _connect();
        var up = PumpAsync(client.GetStream(), server, isFirst ? _clientBytes : null, moved => { if (isFirst) { Interlocked.Add(ref _fromClient, moved); } });
        var down = PumpAsync(server, client.GetStream(), isFirst ? _serverBytes : null, moved => { if (isFirst) { Interlocked.Add(ref _fromServer, moved); } });
        await Task.WhenAny(up, down); // One direction ended: both do, as when a cable is pulled.
        client.Close();
        server.Close();
        await Task.WhenAll(up, down);
    }

    private static async Task PumpAsync(Stream from, Stream to, int? limit, Action<int> count)
    {
        var buffer = new byte[16384];
        var left = limit ?? long.MaxValue;
        try
        {
            while (left > 0)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)));
                if (read == 0)
                {
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, read));
                left -= read;
                count(read);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // Cut.
        }
    }
}
