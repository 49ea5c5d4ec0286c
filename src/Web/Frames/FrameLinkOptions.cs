using System.Net.Security;

namespace Picket.Web.Frames;

/// <summary>What a gateway needs to know to reach a host.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port for frames.</param>
/// <param name="Secret">What gateways and hosts know and nobody else.</param>
public sealed record FrameLinkOptions(string Host, int Port, string Secret)
{
    /// <summary>How long a connection with its handshake may take to be made.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer may take; a host holds a report for five seconds at most.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long to wait before the first attempt to connect again; each further one waits twice as long, up to a second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Called when a connection that was open breaks, but not when its host stops in order.</summary>
    public Action? Broken { get; init; }

    /// <summary>How to trust the host; null for no TLS.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }
}
