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
    private const string TracesSampler = "OTEL_TRACES_SAMPLER";

    // The SDK sets memory aside for every series an instrument may have. What is over the bound is summed in one series (otel_metric_overflow="true").
    private const int MaxSeries = 500;
    private const int MaxInstruments = 1000;
    private const double TracedShare = 0.01;

    private static readonly string Version = typeof(PicketTelemetryServiceCollectionExtensions).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>
    /// Collects the meters of Picket, its server, its database driver and the runtime for <c>/metrics</c>; where OTEL_EXPORTER_OTLP_ENDPOINT is set, pushes them and
    /// one trace in a hundred there as well, or as many as OTEL_TRACES_SAMPLER says.
    /// </summary>
    /// <param name="services">What to add to.</param>
    /// <param name="serviceName">The host's name, such as <c>picket-standalone</c>.</param>
    public static IServiceCollection AddPicketTelemetry(this IServiceCollection services, string serviceName)
    {
        var exporter = new PullExporter();
        services.AddSingleton(exporter);
        AddHealth(services);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName, serviceVersion: Version))
            .WithMetrics(metrics => Configure(metrics, exporter));
        if (Tracing.IsOn)
        {
            telemetry.WithTracing(Configure);
            telemetry.UseOtlpExporter();
        }

        return services;
    }

    private static void AddHealth(IServiceCollection services)
    {
        var gate = new ReadinessGate();
        services.AddSingleton(gate);
        services.AddHealthChecks().AddCheck("startup", gate.Startup, [OperationsPort.StartupTag]).AddCheck("lifecycle", gate.Ready, [OperationsPort.ReadyTag]);
    }

    private static void Configure(MeterProviderBuilder metrics, PullExporter exporter)
    {
        // Not the meter of ASP.NET Core's hosting: its duration histogram and its count of active requests together took a fifth of a bare request's CPU time
        // (12.5 to 15.3 µs), the count alone a tenth; how reports end is counted already (picket.reports).
        metrics.AddMeter("Picket*", "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans");
        metrics.AddInstrumentation(() => BuildInformation());
        metrics.AddView(instrument => instrument.Name == "kestrel.connection.duration" ? MetricStreamConfiguration.Drop : new() { CardinalityLimit = MaxSeries });
        metrics.SetMaxMetricStreams(MaxInstruments);
        if (Tracing.IsOn)
        {
            metrics.SetExemplarFilter(ExemplarFilterType.TraceBased); // A slow commit's bucket names a trace that shows why.
        }

        metrics.AddReader(new BaseExportingMetricReader(exporter));
    }

    private static void Configure(TracerProviderBuilder traces)
    {
        traces.AddSource("Npgsql", "Microsoft.AspNetCore", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application");
        if (Environment.GetEnvironmentVariable(TracesSampler) is null or "")
        {
            // Not by what the sender's traceparent asks for: anyone could have all their requests traced.
            traces.SetSampler(new TraceIdRatioBasedSampler(TracedShare));
        }
    }

    private static Meter BuildInformation()
    {
        var meter = new Meter("Picket.Build");
        meter.CreateObservableGauge(
            "picket.build.info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", Version)), unit: null, "Always 1; its label says which version runs.");
        return meter;
    }
}
