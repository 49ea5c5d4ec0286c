using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Picket.Web.Tests.Ingest;

/// <summary>One connection on which exactly the bytes of a test are sent.</summary>
public sealed class RawHttp(Uri address) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    public Task ConnectAsync() => _socket.ConnectAsync(address.Host, address.Port).WaitAsync(Patience);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes).AsTask().WaitAsync(Patience)..];
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>The next answer's status, headers and body; null where the connection ends.</summary>
    public async Task<RawAnswer?> ReceiveAsync()
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        var lines = Encoding.Latin1.GetString(_buffer, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        while (_filled < end + 4 + length)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        var body = Encoding.UTF8.GetString(_buffer, end + 4, length);
        _filled -= end + 4 + length;
        _buffer.AsSpan(end + 4 + length, _filled).CopyTo(_buffer);
        return new(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
    }

    public void Reset() => _socket.Close(0);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> FillAsync()
    {
        try
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled)).AsTask().WaitAsync(Patience);
            _filled += read;
            return read > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
