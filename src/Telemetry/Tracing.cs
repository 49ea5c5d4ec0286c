namespace Picket.Telemetry;

/// <summary>Whether this process traces what it does.</summary>
public static class Tracing
{
    /// <summary>True where traces are sent somewhere: OTEL_EXPORTER_OTLP_ENDPOINT is set.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };
}
