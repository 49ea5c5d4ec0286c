using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Picket.Standalone.Configuration;

namespace Picket.Standalone;

/// <summary>Where Kestrel listens, and how long it is patient.</summary>
internal static class Listeners
{
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The public port on the addresses that were asked for, and the operations port on loopback.</summary>
    public static void Configure(KestrelServerOptions kestrel, StandaloneOptions options, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections; // Of each port: whoever fills one leaves the other open.
        var certificate = options.Tls.Length == 0 ? null : Load(options.Tls);
        var addresses = options.ParseListen();
        if (addresses.Count == 0)
        {
            kestrel.ListenLocalhost(port, Secure);
        }

        foreach (var address in addresses)
        {
            kestrel.Listen(address, port, Secure);
        }

        kestrel.Listen(IPAddress.Loopback, port + 1);

        void Secure(ListenOptions listen)
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }
    }

    /// <summary>The certificate with its key.</summary>
    /// <exception cref="HostException">The file holds none.</exception>
    public static X509Certificate2 Load(string path)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(path);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new HostException($"{path} cannot be used: {e.Message} It must hold a certificate and its private key, both in PEM form.", e);
        }
    }
}
