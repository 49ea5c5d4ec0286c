using System.Net;
using System.Security.Cryptography.X509Certificates;
using Picket.Hosting;

namespace Picket.Site.Canary;

/// <summary>Where the canary sends its reports.</summary>
/// <param name="options">The host's.</param>
/// <param name="port">The port it listens at.</param>
/// <param name="certificate">What it shows there; null for plain HTTP.</param>
internal sealed class CanaryAddress(SiteOptions options, int port, ServerCertificate? certificate)
{
    /// <summary>What is set, or else this host's own public port, over loopback where it listens there.</summary>
    public Uri Uri { get; } = options.CanaryUrl.Length > 0
        ? new(options.CanaryUrl)
        : new UriBuilder(certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, Host(Addresses.Parse(options.Listen)), port).Uri;

    /// <summary>This host's certificate is good whatever name is in it: it is not asked for by that name. Others' have to be good.</summary>
    public bool IsOwn(X509Certificate? shown) => certificate is not null && shown is not null && certificate.Current.RawDataMemory.Span.SequenceEqual(shown.GetRawCertData());

    private static string Host(IReadOnlyList<IPAddress> listens) => listens.Count == 0 || listens.Any(IsLocal) ? "localhost" : listens[0].ToString();

    private static bool IsLocal(IPAddress address) => IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
