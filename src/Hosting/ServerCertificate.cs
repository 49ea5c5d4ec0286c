using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Picket.Hosting;

/// <summary>A certificate with its key and chain from PEM files, read again when they change: see <see cref="PemFiles{T}"/>.</summary>
public sealed class ServerCertificate : IDisposable
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly PemFiles<SslServerAuthenticationOptions> _files;

    private ServerCertificate(PemFiles<SslServerAuthenticationOptions> files, string path)
    {
        _files = files;
        CertificateInstruments.Add(this, path);
    }

    /// <summary>Reads the files for the first time.</summary>
    /// <param name="certificatePath">PEM with the certificate, and the chain after it where there is one.</param>
    /// <param name="keyPath">PEM with its private key; empty where that is in the same file.</param>
    /// <param name="logger">Told of every change, and of files that cannot be used: then the one before stays.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="HostException">They hold none.</exception>
    public static ServerCertificate Read(string certificatePath, string keyPath, ILogger logger, TimeProvider time)
    {
        var key = keyPath.Length == 0 ? certificatePath : keyPath;
        return new(new([certificatePath, key], () => Load(certificatePath, key), "a certificate and its private key, both in PEM form", logger, time), certificatePath);
    }

    /// <summary>The certificate now.</summary>
    public X509Certificate2 Current => _files.Current.ServerCertificateContext!.TargetCertificate;

    /// <summary>Has a listener speak HTTPS with the certificate of the moment.</summary>
    public void Secure(ListenOptions listen) => listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(_files.Current), HandshakeTimeout = HandshakeTime });

    /// <inheritdoc/>
    public void Dispose()
    {
        CertificateInstruments.Remove(this);
        _files.Dispose();
    }

    private static SslServerAuthenticationOptions Load(string certificatePath, string keyPath)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificatePath);
        // One object for all handshakes, or no session is ever resumed.
        return new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificatePath, keyPath), chain, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
    }
}
