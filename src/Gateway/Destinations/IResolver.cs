using System.Net;

namespace Picket.Gateway.Destinations;

/// <summary>Finds the addresses of a name.</summary>
internal interface IResolver
{
    /// <summary>All addresses <paramref name="name"/> has now.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be resolved.</exception>
    Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation);
}
