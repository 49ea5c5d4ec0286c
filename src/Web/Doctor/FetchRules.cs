using System.Net;

namespace Picket.Web.Doctor;

/// <summary>Where <see cref="PublicPages"/> may go.</summary>
/// <param name="Resolve">The addresses of a host.</param>
/// <param name="MayReach">True for an address that may be connected to.</param>
/// <param name="MayUse">True for a port that may be connected to.</param>
internal sealed record FetchRules(Func<string, CancellationToken, Task<IPAddress[]>> Resolve, Func<IPAddress, bool> MayReach, Func<int, bool> MayUse)
{
    /// <summary>The open internet, on the ports of websites: nobody scans ports from here.</summary>
    public static FetchRules Internet { get; } = new(Dns.GetHostAddressesAsync, PublicAddresses.IsPublic, port => port is 80 or 443);
}
