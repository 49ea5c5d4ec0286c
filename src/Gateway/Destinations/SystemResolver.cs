using System.Net;

namespace Picket.Gateway.Destinations;

/// <summary>Asks the system, as every program does.</summary>
internal sealed class SystemResolver : IResolver
{
    /// <inheritdoc/>
    public Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation) => Dns.GetHostAddressesAsync(name, cancellation);
}
