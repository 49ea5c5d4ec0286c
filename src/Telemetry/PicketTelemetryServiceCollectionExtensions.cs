using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Picket.Telemetry.Health;
using Picket.Telemetry.Prometheus;

namespace Picket.Telemetry;

/// <summary>Composes telemetry: the same in every host.</summary>
public static class PicketTelemetryServiceCollectionExtensions
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Collects the meters of Picket, its server, its database driver and the runtime for <c>/metrics</c>; where OTEL_EXPORTER_OTLP_ENDPOINT is set, pushes them and
    /// traces there as well.
    /// </summary>
    /// <param name="services">What to add to.</param>
    /// <param name="serviceName">The host's name, such as <c>picket-standalone</c>.</param>
    public static IServiceCollection AddPicketTelemetry(this IServiceCollection services, string serviceName)
    {
        var exporter = new PullExporter();
        var version = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
        services.AddSingleton(exporter);
        var gate = new ReadinessGate();
        services.AddSingleton(gate);
        services.AddHealthChecks().AddCheck("startup", gate.Startup, [OperationsPort.StartupTag]).AddCheck("lifecycle", gate.Ready, [OperationsPort.ReadyTag]);
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(serviceName, serviceVersion: version)).WithMetrics(metrics => Configure(metrics, exporter, version));
        if (Environment.GetEnvironmentVariable(OtlpEndpoint) is { Length: > 0 })
        {
            telemetry.WithTracing(traces => traces.AddSource("Npgsql", "Microsoft.AspNetCore").SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(0.01))));
            telemetry.UseOtlpExporter();
        }

        return services;
    }

    private static void Configure(MeterProviderBuilder metrics, PullExporter exporter, string version)
    {
        metrics.AddMeter("Picket.*", "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel");
        metrics.AddInstrumentation(() => BuildInfo(version));
        // Requests are not measured by ASP.NET Core's own histogram: it costs a flood more than reading its reports' bodies, and outcomes are counted already.
        metrics.AddView("kestrel.connection.duration", MetricStreamConfiguration.Drop);
        metrics.SetMaxMetricStreams(1000);
        metrics.AddReader(new BaseExportingMetricReader(exporter));
    }

    private static Meter BuildInfo(string version)
    {
        var meter = new Meter("Picket.Build");
        meter.CreateObservableGauge("picket.build.info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", version)), unit: null, "Always 1; its label says which version runs.");
        return meter;
    }
}
