using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Picket.Telemetry.Health;
using Picket.Telemetry.Prometheus;

namespace Picket.Telemetry;

/// <summary>What operators and their tools ask a host. <see cref="OperationsPort"/> keeps it on a port of its own.</summary>
public static class OperationsEndpoints
{
    /// <summary>
    /// Maps <c>/metrics</c> (Prometheus text format or OpenMetrics), <c>/health/live</c> (it responds), <c>/health/startup</c> (its start is complete) and <c>/health/ready</c>
    /// (started, not ending, and every check tagged <see cref="OperationsPort.ReadyTag"/> passes). Health answers 200 or 503.
    /// </summary>
    public static IEndpointRouteBuilder MapPicketOperations(this IEndpointRouteBuilder endpoints)
    {
        var exporter = endpoints.ServiceProvider.GetRequiredService<PullExporter>();
        endpoints.MapMethods("/metrics", [HttpMethods.Get, HttpMethods.Head], context => WriteMetricsAsync(exporter, context));
        endpoints.MapHealthChecks("/health/live", With(null));
        endpoints.MapHealthChecks("/health/startup", With(OperationsPort.StartupTag));
        endpoints.MapHealthChecks("/health/ready", With(OperationsPort.ReadyTag));
        return endpoints;
    }

    private static async Task WriteMetricsAsync(PullExporter exporter, HttpContext context)
    {
        var dialect = Negotiation.Choose(context.Request);
        using var page = await exporter.ScrapeAsync(dialect, context.RequestAborted).ConfigureAwait(false);
        if (page is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Response.ContentType = TextFormat.ContentType(dialect);
        context.Response.Headers.Vary = HeaderNames.Accept;
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page.Written, context.RequestAborted).ConfigureAwait(false);
    }

    private static HealthCheckOptions With(string? tag) => new()
    {
        Predicate = check => tag is not null && check.Tags.Contains(tag),
        ResponseWriter = HealthAnswer.WriteAsync,
    };
}
