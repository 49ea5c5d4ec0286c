using Microsoft.AspNetCore.Server.Kestrel.Core;
using Picket.Hosting;
using Picket.Web.Frames;

namespace Picket.Site;

/// <summary>Where Kestrel listens, and how long it is patient.</summary>
internal static class Listeners
{
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The public port, the operations port behind it, and where there are gateways the port for their reports.</summary>
    public static void Configure(KestrelServerOptions kestrel, SiteOptions options, ServerCertificate? certificate, ServerCertificate? framesCertificate, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections; // Of each port: whoever fills one leaves the other open.
        kestrel.Listen(options.Listen, port, listen => certificate?.Secure(listen));
        kestrel.Listen(options.OperationsListen, port + 1, _ => { });
        if (options.FramesSecret.Length > 0)
        {
            foreach (var address in Addresses.Bindable(options.FramesListen))
            {
                kestrel.ListenForFrames(address, options.FramesPort == 0 ? port + 2 : options.FramesPort, listen => framesCertificate?.Secure(listen));
            }
        }
    }
}
