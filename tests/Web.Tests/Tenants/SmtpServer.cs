using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Picket.Web.Tests.Tenants;

/// <summary>A small SMTP server (RFC 5321) on loopback that takes every mail and hands it to the test.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<string> _mails = Channel.CreateUnbounded<string>();
    private readonly CancellationToken _stop;

    public SmtpServer()
    {
        _stop = _stopping.Token;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many mails have come and were not read.</summary>
    public int Waiting => _mails.Reader.Count;

    /// <summary>The next mail, envelope first: lines of the dialogue that name sender and recipients, then the mail as it was sent.</summary>
    public async Task<string> ReadAsync() => await _mails.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop);
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb is "MAIL" or "RCPT")
            {
                mail.AppendLine(line);
            }

            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync(_stop) is { } text && text != ".")
                {
                    mail.AppendLine(text);
                }

                _mails.Writer.TryWrite(mail.ToString());
                mail.Clear();
            }

            await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 ok");
            if (verb == "QUIT")
            {
                return;
            }
        }
    }
}
