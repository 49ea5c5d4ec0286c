using System.Net;
using System.Net.Sockets;

namespace Picket.Gateway.Tests.Edge;

/// <summary>Passes bytes between a gateway and its host, until it is told to break off in the middle of an answer.</summary>
internal sealed class CuttingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _running;
    private int _left = int.MaxValue;

    /// <summary>A relay to that port of this machine.</summary>
    public CuttingRelay(int target)
    {
        _target = target;
        _listener.Start();
        _running = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lets the host say as many bytes more, once; then the connection breaks, and the next one is whole again.</summary>
    public void CutAfter(int bytes) => Interlocked.Exchange(ref _left, bytes);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _running;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pairs = new List<Task>();
        try
        {
            while (true)
            {
                pairs.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task RelayAsync(TcpClient gateway)
    {
        using (gateway)
        using (var host = new TcpClient())
        {
            try
            {
                await host.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                var there = gateway.GetStream().CopyToAsync(host.GetStream(), _end.Token);
                await Task.WhenAny(there, AnswersAsync(host.GetStream(), gateway.GetStream()));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // Either end is gone.
            }
        }
    }

    private async Task AnswersAsync(NetworkStream host, NetworkStream gateway)
    {
        var buffer = new byte[4096];
        while (await host.ReadAsync(buffer, _end.Token) is > 0 and var read)
        {
            var passes = Math.Min(read, Volatile.Read(ref _left));
            await gateway.WriteAsync(buffer.AsMemory(0, passes), _end.Token);
            if (passes < read)
            {
                Interlocked.Exchange(ref _left, int.MaxValue);
                return;
            }
        }
    }
}
