using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Picket.Telemetry.Health;

/// <summary>Where this process stands between its start and its end.</summary>
public sealed class ReadinessGate
{
    private volatile bool _started;
    private volatile bool _stopping;

    /// <summary>Its start is complete.</summary>
    public void MarkStarted() => _started = true;

    /// <summary>It was asked to end: whoever balances load should send elsewhere.</summary>
    public void MarkStopping() => _stopping = true;

    internal HealthCheckResult Startup() => _started ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The start is not complete.");

    internal HealthCheckResult Ready() => _stopping ? HealthCheckResult.Unhealthy("This process is ending.") : Startup();
}
