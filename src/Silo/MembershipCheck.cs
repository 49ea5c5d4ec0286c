using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Picket.Silo;

/// <summary>Ready once the silo has joined, until it leaves.</summary>
internal sealed class MembershipCheck(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = services.GetRequiredService<ISiloStatusOracle>().CurrentStatus;
        return Task.FromResult(status == SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The silo is {status}."));
    }
}
