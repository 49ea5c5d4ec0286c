using System.Net.Sockets;
using System.Threading.Channels;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Picket.Web.Accounts.Mail;

/// <summary>Sends mail by SMTP, one after the other, in the background. What a server does not take in three attempts is logged and dropped: whoever waits for it asks again.</summary>
internal sealed partial class SmtpMailer(IOptions<MailOptions> options, TimeProvider time, ILogger<SmtpMailer> log) : BackgroundService, IMailer
{
    private const int Capacity = 1000;
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<MailMessage> _queue = Channel.CreateBounded<MailMessage>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    public bool IsEnabled => options.Value.SmtpHost.Length > 0;

    /// <inheritdoc/>
    public void Send(MailMessage message)
    {
        if (IsEnabled && !_queue.Writer.TryWrite(message))
        {
            LogDropped("the queue is full");
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            for (var attempt = 1; !await TrySendAsync(message, attempt == Attempts, stoppingToken) && attempt < Attempts; attempt++)
            {
                await Task.Delay(Pause * attempt, time, stoppingToken);
            }
        }
    }

    private async Task<bool> TrySendAsync(MailMessage message, bool isLast, CancellationToken stoppingToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(Patience);
        try
        {
            await SendAsync(message, deadline.Token);
            return true;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested
            && e is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or OperationCanceledException or NotSupportedException)
        {
            if (isLast)
            {
                LogDropped(e.Message);
            }

            return false;
        }
    }

    private async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        var settings = options.Value;
        using var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress("Picket", settings.SmtpFrom));
        mail.To.Add(new MailboxAddress("", message.To));
        mail.Subject = message.Subject;
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Body = new TextPart("plain") { Text = message.Text };
        using var client = new SmtpClient();
        await client.ConnectAsync(
            settings.SmtpHost,
            settings.SmtpPort,
            settings.SmtpSecurity switch { "tls" => SecureSocketOptions.SslOnConnect, "none" => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls },
            cancellation);
        if (settings.SmtpUser.Length > 0)
        {
            await client.AuthenticateAsync(settings.SmtpUser, settings.SmtpPassword, cancellation);
        }

        await client.SendAsync(mail, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }

    [LoggerMessage(3301, LogLevel.Warning, "A mail could not be sent and is dropped: {Cause}")]
    private partial void LogDropped(string cause);
}
