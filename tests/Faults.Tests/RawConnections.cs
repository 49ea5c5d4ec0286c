using System.Net.Sockets;
using System.Text;

namespace Picket.Faults.Tests;

/// <summary>Header shapes that no HTTP client will send, byte by byte.</summary>
internal static class RawConnections
{
    private static readonly string[] Shapes =
    [
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{\"csp-report\":",
        "POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n",
        "POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, nonsense\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\nX-Sentry-Auth: \0\u0001\u0002\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\nOrigin: \u00c3\u0028\u00ff\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: a b c\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\nX: {long}\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path}&x={long} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path}%00%zz\u00ff HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path} HTTP/1.1\r\nHost: x\r\n folded: x\r\n\tmore\r\nContent-Length: 2\r\n\r\n{}",
        "POST {path} HTTP/1.0\r\n\r\n",
        "POST {path}\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        "TRACE {path} HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
        "\r\n\r\n\r\n",
    ];

    /// <summary>How many shapes there are.</summary>
    public static int Count => Shapes.Length;

    /// <summary>Sends shape <paramref name="number"/>, ends the sending side, and returns the status it was answered with; 0 where the connection was just closed.</summary>
    public static async Task<(int Status, string Shape)> SendAsync(int number, Uri target)
    {
        var shape = Shapes[number % Shapes.Length];
        var text = shape.Replace("{path}", target.PathAndQuery, StringComparison.Ordinal).Replace("{long}", new string('a', 40_000), StringComparison.Ordinal);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", target.Port);
        var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
            client.Client.Shutdown(SocketShutdown.Send);
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await stream.CopyToAsync(answer, deadline.Token);
        }
        catch (IOException)
        {
            // Reset by a server that had read enough. What it said before counts.
        }

        var line = Encoding.Latin1.GetString(answer.ToArray()).Split('\r')[0].Split(' ');
        return (line.Length > 1 && int.TryParse(line[1], out var status) ? status : 0, shape);
    }
}
