using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Picket.Telemetry;

/// <summary>
/// <see cref="OperationsEndpoints"/> on a port of their own: nothing else answers there, and they answer nowhere else.
/// </summary>
public static class OperationsPort
{
    /// <summary>Tag of checks that decide whether this process should be sent requests.</summary>
    public const string ReadyTag = "ready";

    internal const string StartupTag = "startup";

    /// <summary>
    /// Answers on <paramref name="port"/>, which the host has Kestrel listen on. Call it first: what stands before it answers on that port too.
    /// </summary>
    public static IApplicationBuilder UseOperationsPort(this IApplicationBuilder app, int port) => app.MapWhen(context => context.Connection.LocalPort == port, operations =>
    {
        // WebApplication routes before its first middleware: what the site has at this path is not asked for here.
        operations.Use((context, next) =>
        {
            context.SetEndpoint(null);
            context.Request.RouteValues = [];
            return next(context);
        });
        operations.UseRouting();
        operations.UseEndpoints(endpoints => endpoints.MapPicketOperations());
    });
}
