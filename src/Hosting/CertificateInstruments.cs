using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Picket.Hosting;

/// <summary>
/// When certificates expire, on meter <c>Picket.Hosting</c>. One for the process: certificates are read before there are services, and each that is in use has to be seen.
/// Of files with the same name in different folders, the one that expires first is shown.
/// </summary>
internal static class CertificateInstruments
{
    private static readonly Meter _meter = new("Picket.Hosting");
    private static readonly ConcurrentDictionary<ServerCertificate, string> _files = new();

    static CertificateInstruments() => _meter.CreateObservableGauge("picket.certificate.expiry.timestamp", Measure, "s", "When the certificate of a file expires, in Unix time.");

    public static void Add(ServerCertificate certificate, string path) => _files[certificate] = Path.GetFileName(path);

    public static void Remove(ServerCertificate certificate) => _files.TryRemove(certificate, out _);

    private static IEnumerable<Measurement<double>> Measure() => _files.GroupBy(held => held.Value, held => Expiry(held.Key))
        .Select(file => new Measurement<double>(file.Min(), new KeyValuePair<string, object?>("file", file.Key)));

    private static double Expiry(ServerCertificate certificate) => new DateTimeOffset(certificate.Current.NotAfter).ToUnixTimeSeconds();
}
