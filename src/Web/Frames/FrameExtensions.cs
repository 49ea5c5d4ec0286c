using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Picket.Web.Frames;

/// <summary>Lets a host take frames.</summary>
public static class FrameExtensions
{
    /// <summary>Registers the host's end of frames; call it after Kestrel is registered.</summary>
    public static IServiceCollection AddPicketFrames(this IServiceCollection services, FrameListenerOptions options) =>
        services.AddSingleton(options).AddSingleton<FrameDoor>().AddSingleton<FrameListener>().AddSingleton<IConnectionListenerFactory, FrameTransport>();

    /// <summary>Serves frames, and nothing else, on a port.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="address">Where gateways reach it.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <param name="configure">What stands in front of frames, such as TLS.</param>
    public static void ListenForFrames(this KestrelServerOptions kestrel, IPAddress address, int port, Action<ListenOptions>? configure = null) =>
        kestrel.Listen(new FrameEndPoint(address, port), listen =>
        {
            configure?.Invoke(listen);
            listen.UseConnectionHandler<FrameListener>();
        });
}
