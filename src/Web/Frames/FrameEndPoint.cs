using System.Net;

namespace Picket.Web.Frames;

/// <summary>An address that <see cref="FrameTransport"/> listens on, and not Kestrel's own transport.</summary>
internal sealed class FrameEndPoint(IPAddress address, int port) : IPEndPoint(address, port);
