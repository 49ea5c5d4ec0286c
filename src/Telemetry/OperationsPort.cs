using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Picket.Telemetry.Health;
using Picket.Telemetry.Prometheus;

namespace Picket.Telemetry;

/// <summary>
/// <c>/metrics</c> and <c>/health/{live,ready,startup}</c>, on a port of their own: nothing else answers there, and they answer nowhere else.
/// </summary>
public static class OperationsPort
{
    /// <summary>Tag of checks that decide whether this process should be sent requests.</summary>
    public const string ReadyTag = "ready";

    internal const string StartupTag = "startup";

    /// <summary>Answers on <paramref name="port"/>. Call it first.</summary>
    public static IApplicationBuilder UseOperationsPort(this IApplicationBuilder app, int port) => app.MapWhen(context => context.Connection.LocalPort == port, operations =>
    {
        var exporter = app.ApplicationServices.GetRequiredService<PullExporter>();
        operations.Map("/metrics", metrics => metrics.Run(async context =>
        {
            context.Response.ContentType = TextFormat.ContentType;
            await context.Response.WriteAsync(await exporter.ScrapeAsync(context.RequestAborted).ConfigureAwait(false), context.RequestAborted).ConfigureAwait(false);
        }));
        operations.UseHealthChecks("/health/live", With(null));
        operations.UseHealthChecks("/health/startup", With(StartupTag));
        operations.UseHealthChecks("/health/ready", With(ReadyTag));
        operations.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    });

    private static HealthCheckOptions With(string? tag) => new()
    {
        Predicate = check => tag is not null && check.Tags.Contains(tag),
        ResponseWriter = HealthAnswer.WriteAsync,
    };
}
