using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using Picket.Hosting;

namespace Picket.Silo;

/// <summary>
/// Connections between silos, encrypted and known at both ends: each shows a certificate that one of the cluster's own authorities has signed. Its names do not
/// matter, because silos find each other by address in PostgreSQL: whoever has such a certificate is a silo. Renewed files hold from the next connection on.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Connections need its certificates until the process ends.")]
internal sealed class SiloTls
{
    /// <summary>Names no machine: it only keeps the name of a host out of the handshake.</summary>
    private const string Name = "picket-silo";

    private readonly ServerCertificate _own;
    private readonly PemFiles<X509Certificate2Collection> _authorities;

    /// <summary>Reads the files.</summary>
    /// <exception cref="HostException">One cannot be used.</exception>
    public SiloTls(SiloOptions options, ILogger<SiloTls> logger, TimeProvider time)
    {
        _own = ServerCertificate.Read(options.SiloTls, options.SiloTlsKey, logger, time);
        _authorities = new([options.SiloCa], () => ReadAuthorities(options.SiloCa), "certificates of the authorities that sign silos', in PEM form", logger, time);
    }

    /// <summary>Has the silo speak so to the others, and take no other connection.</summary>
    public void Secure(ISiloBuilder silo) => silo.UseTls(tls =>
    {
        tls.LocalCertificate = _own.Current; // Orleans wants one before it asks the selectors, which then decide.
        tls.LocalServerCertificateSelector = (_, _) => _own.Current;
        tls.LocalClientCertificateSelector = (_, _, _, _, _) => _own.Current;
        tls.RemoteCertificateMode = tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (certificate, _, _) => IsSilo(certificate);
        tls.OnAuthenticateAsClient = (_, authentication) => authentication.TargetHost = Name;
    });

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("It holds no certificate.");
    }

    private bool IsSilo(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Current);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // A cluster's own authority seldom publishes lists; a new authority ends all its certificates.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }
}
