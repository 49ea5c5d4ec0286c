using Picket.Grains.Interfaces;
using Picket.Ingestion;
using Picket.Ingestion.Admission;

namespace Picket.Grains;

/// <summary>What the projects of the cluster share.</summary>
internal sealed class GrainAllowances(IGrainFactory grains, ClusterCalls calls) : IAllowances
{
    /// <inheritdoc/>
    public async ValueTask<AllowanceShare?> TakeAsync(OrganizationQuota quota, int reports)
    {
        try
        {
            return await grains.Allowance(quota.Organization).TakeAsync(quota, reports);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            calls.OnFailed(e); // What it may have given is lost, and given to nobody again.
            return null;
        }
    }

    /// <inheritdoc/>
    public void GiveBack(OrganizationId organization, AllowanceShare share) => _ = GiveBackAsync(organization, share);

    private async Task GiveBackAsync(OrganizationId organization, AllowanceShare share)
    {
        try
        {
            await grains.Allowance(organization).GiveBackAsync(share);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            calls.OnFailed(e);
        }
    }
}
