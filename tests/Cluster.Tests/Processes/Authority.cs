using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Picket.Testing;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Signs certificates, and writes them down as a silo reads them.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset To = DateTimeOffset.UnixEpoch.AddYears(200);

    private readonly DirectoryInfo _folder = TemporaryFolder.Create();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(From, To);
        File.WriteAllText(Path, _certificate.ExportCertificatePem());
    }

    /// <summary>Its own certificate, in PEM form.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "ca.pem");

    /// <summary>A certificate with its key.</summary>
    public X509Certificate2 Sign(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        using var signed = request.Create(_certificate, From, To.AddYears(-1), RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Writes a new certificate and its key to a file, over what is there.</summary>
    public string Write(string name)
    {
        using var certificate = Sign(name);
        var path = System.IO.Path.Combine(_folder.FullName, "silo.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return path;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }
}
