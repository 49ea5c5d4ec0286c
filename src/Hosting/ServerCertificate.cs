using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Picket.Hosting;

/// <summary>
/// A certificate with its key and chain from PEM files, read again when they change: a renewed certificate is used by the next handshake, without a restart.
/// Files are looked at, not watched: what swaps whole folders (Kubernetes does) goes unnoticed by watchers.
/// </summary>
public sealed partial class ServerCertificate : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly string _certificatePath;
    private readonly string _keyPath;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private string _pem;
    private volatile SslServerAuthenticationOptions _options;

    private ServerCertificate(string certificatePath, string keyPath, ILogger logger, TimeProvider time)
    {
        (_certificatePath, _keyPath, _logger) = (certificatePath, keyPath, logger);
        try
        {
            (_pem, _options) = (ReadFiles(), Load());
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new HostException($"{certificatePath} cannot be used: {e.Message} It must hold a certificate and its private key, both in PEM form.", e);
        }

        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <summary>Reads the files for the first time.</summary>
    /// <param name="certificatePath">PEM with the certificate, and the chain after it where there is one.</param>
    /// <param name="keyPath">PEM with its private key; empty where that is in the same file.</param>
    /// <param name="logger">Told of every change, and of files that cannot be used: then the one before stays.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="HostException">They hold none.</exception>
    public static ServerCertificate Read(string certificatePath, string keyPath, ILogger logger, TimeProvider time) =>
        new(certificatePath, keyPath.Length == 0 ? certificatePath : keyPath, logger, time);

    /// <summary>The certificate now.</summary>
    public X509Certificate2 Current => _options.ServerCertificateContext!.TargetCertificate;

    /// <summary>Has a listener speak HTTPS with the certificate of the moment.</summary>
    public void Secure(ListenOptions listen) => listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(_options), HandshakeTimeout = HandshakeTime });

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Reads the files again where they changed.</summary>
    private void Look()
    {
        try
        {
            var pem = ReadFiles();
            if (pem != _pem)
            {
                _pem = pem; // Also where it cannot be used: it is told once.
                _options = Load();
                LogChanged(_certificatePath);
            }
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            LogUnusable(_certificatePath, e.Message);
        }
    }

    private string ReadFiles() => File.ReadAllText(_certificatePath) + File.ReadAllText(_keyPath);

    private SslServerAuthenticationOptions Load()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificatePath);
        // One object for all handshakes, or no session is ever resumed.
        return new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(_certificatePath, _keyPath), chain, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
    }

    [LoggerMessage(6001, LogLevel.Information, "{File} changed; new connections are answered with the new certificate.")]
    private partial void LogChanged(string file);

    [LoggerMessage(6002, LogLevel.Error, "{File} changed and cannot be used, so the certificate before it stays: {Reason}")]
    private partial void LogUnusable(string file, string reason);
}
