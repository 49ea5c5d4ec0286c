using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Picket.Web.Frames;

/// <summary>Lets a host take frames.</summary>
public static class FrameExtensions
{
    /// <summary>Registers the host's end of frames.</summary>
    public static IServiceCollection AddPicketFrames(this IServiceCollection services, FrameListenerOptions options) =>
        services.AddSingleton(options).AddSingleton<FrameDoor>().AddSingleton<FrameListener>();

    /// <summary>Serves frames, and nothing else, on a port.</summary>
    public static ListenOptions UsePicketFrames(this ListenOptions listen)
    {
        listen.UseConnectionHandler<FrameListener>();
        return listen;
    }
}
