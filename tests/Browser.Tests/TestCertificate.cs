using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Picket.Browser.Tests;

/// <summary>A certificate for localhost that nobody else trusts, as PEM for Standalone and as an object for the site.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("picket-certificate-");

    /// <summary>Makes one for two days.</summary>
    public TestCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(PemFile, Certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Certificate and key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>A file with both.</summary>
    public string PemFile => Path.Combine(_folder.FullName, "localhost.pem");

    /// <summary>SHA-256 of the public key, base64: Chromium's word for "trust this one".</summary>
    public string PublicKeyHash => Convert.ToBase64String(SHA256.HashData(Certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>SHA-256 of the certificate, hex with colons: Firefox' word.</summary>
    public string Fingerprint => string.Join(':', SHA256.HashData(Certificate.RawData).Select(b => b.ToString("X2", null)));

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Delete(recursive: true);
    }
}
