using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Picket.Gateway.Edge;

/// <summary>Ready as long as one host takes reports.</summary>
internal sealed class HostsCheck(Upstreams upstreams) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        Array.Exists(upstreams.All, upstream => upstream.IsUsable) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No host takes reports."));
}
