using System.Globalization;
using System.Net;

namespace Picket.Gateway.Destinations;

/// <summary>Where one host is reached.</summary>
/// <param name="Site">Dashboard and API: scheme, name and port.</param>
/// <param name="OperationsPort">Port of its health.</param>
/// <param name="FramesPort">Port for frames.</param>
internal sealed record HostAddress(Uri Site, int OperationsPort, int FramesPort)
{
    /// <summary>What the host is called everywhere: its choice by rendezvous depends on it, and so does every metric.</summary>
    public string Name => Site.GetLeftPart(UriPartial.Authority);

    /// <summary>Where its health is asked.</summary>
    public string Operations => $"http://{Site.Host}:{OperationsPort.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Where frames are sent.</summary>
    public string Frames => $"{Site.Host}:{FramesPort.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads <c>http://name:port</c>.</summary>
    /// <param name="text">The address of the site.</param>
    /// <param name="operationsPort">The operations port; 0 for the one after the site's.</param>
    /// <param name="framesPort">The port for frames; 0 for the second after the site's.</param>
    /// <returns>Null where it is none.</returns>
    public static HostAddress? TryParse(string text, int operationsPort, int framesPort)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https")
            || site.PathAndQuery != "/" || site.UserInfo.Length > 0 || site.Fragment.Length > 0 || site.Port > IPEndPoint.MaxPort - 2)
        {
            return null;
        }

        return new(site, operationsPort == 0 ? site.Port + 1 : operationsPort, framesPort == 0 ? site.Port + 2 : framesPort);
    }

    /// <summary>Takes <see cref="Frames"/> apart.</summary>
    public static (string Host, int Port) ParseFrames(string text)
    {
        var colon = text.LastIndexOf(':');
        return (text[..colon].Trim('[', ']'), int.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>The same ports at one address of the name.</summary>
    public HostAddress At(IPAddress address) => this with { Site = new UriBuilder(Site) { Host = address.ToString() }.Uri };
}
