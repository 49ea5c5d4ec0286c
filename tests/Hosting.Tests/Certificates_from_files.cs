using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Picket.Testing;

namespace Picket.Hosting.Tests;

public sealed class Certificates_from_files : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DirectoryInfo _folder = TemporaryFolder.Create();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_changed_file_is_used_within_seconds(bool keyInItsOwnFile)
    {
        var (certificatePath, keyPath) = Write("first", keyInItsOwnFile);
        using var certificate = ServerCertificate.Read(certificatePath, keyPath, NullLogger.Instance, _time);
        Assert.Equal("CN=first", certificate.Current.Subject);
        Assert.True(certificate.Current.HasPrivateKey);

        Write("second", keyInItsOwnFile);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=second", certificate.Current.Subject);
    }

    [Fact]
    public void A_file_that_broke_leaves_the_certificate_before_it_and_is_used_once_it_is_mended()
    {
        var (path, _) = Write("first", false);
        using var certificate = ServerCertificate.Read(path, "", NullLogger.Instance, _time);
        File.WriteAllText(path, "half a fi");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=first", certificate.Current.Subject);

        File.Delete(path);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=first", certificate.Current.Subject);

        Write("second", false);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=second", certificate.Current.Subject);
    }

    [Fact]
    public void Of_files_with_one_name_the_sooner_expiry_is_shown_until_they_are_let_go()
    {
        var expiries = new List<(double Time, string File)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, me) => { if (instrument.Name == "picket.certificate.expiry.timestamp") { me.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => expiries.Add((value, (string)tags[0].Value!)));
        listener.Start();
        using (ServerCertificate.Read(Write("late", false, "twice.pem", years: 90).Certificate, "", NullLogger.Instance, _time))
        using (ServerCertificate.Read(Write("soon", false, Path.Combine("other", "twice.pem"), years: 80).Certificate, "", NullLogger.Instance, _time))
        {
            listener.RecordObservableInstruments();
            Assert.Equal([DateTimeOffset.UnixEpoch.AddYears(80).ToUnixTimeSeconds()], expiries.Where(expiry => expiry.File == "twice.pem").Select(expiry => expiry.Time));
        }

        expiries.Clear();
        listener.RecordObservableInstruments();
        Assert.DoesNotContain(expiries, expiry => expiry.File == "twice.pem");
    }

    [Fact]
    public void A_start_without_certificate_is_refused_in_plain_words()
    {
        var path = Path.Combine(_folder.FullName, "no.pem");
        File.WriteAllText(path, "nothing");
        var wrong = Assert.Throws<HostException>(() => ServerCertificate.Read(path, "", NullLogger.Instance, _time));
        Assert.Contains(path, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("PEM", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (string Certificate, string Key) Write(string name, bool keyInItsOwnFile, string file = "tls.pem", int years = 200)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(years));
        var path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var keyPath = keyInItsOwnFile ? Path.Combine(_folder.FullName, "tls.key") : "";
        if (keyInItsOwnFile)
        {
            File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(path, certificate.ExportCertificatePem());
        }
        else
        {
            File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        }

        return (path, keyPath);
    }
}
