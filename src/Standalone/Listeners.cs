using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Picket.Hosting;
using Picket.Standalone.Configuration;

namespace Picket.Standalone;

/// <summary>Where Kestrel listens, and how long it is patient.</summary>
internal static class Listeners
{
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The public port on the addresses that were asked for, and the operations port on loopback.</summary>
    public static void Configure(KestrelServerOptions kestrel, StandaloneOptions options, ServerCertificate? certificate, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections; // Of each port: whoever fills one leaves the other open.
        kestrel.Listen(options.Listen, port, listen => certificate?.Secure(listen));
        kestrel.Listen(IPAddress.Loopback, port + 1);
    }
}
