using System.Globalization;
using System.Net;

namespace Picket.Ingestion.Admission.Filters;

/// <summary>Addresses and networks. What is neither is ignored.</summary>
internal sealed class AddressList(IEnumerable<string> entries)
{
    private readonly IPNetwork[] _networks = [.. entries.Select(Parse).OfType<IPNetwork>()];

    public bool IsEmpty => _networks.Length == 0;

    public bool Contains(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_networks, network => network.Contains(address));
    }

    /// <summary>An address, or a network whose host bits may be set, as people write them.</summary>
    private static IPNetwork? Parse(string entry)
    {
        var text = entry.AsSpan().Trim();
        var slash = text.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bytes.Length * 8))
        {
            return null;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (i * 8), 0, 8));
        }

        return new(new IPAddress(bytes), length);
    }
}
