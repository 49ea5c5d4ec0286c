using Orleans.Concurrency;
using Picket.Ingestion.Admission;

namespace Picket.Grains.Interfaces;

/// <summary>What the projects of an organization share. Keyed by the organization's number.</summary>
[Alias("picket.IAllowanceGrain")]
public interface IAllowanceGrain : IGrainWithIntegerKey
{
    /// <summary>Takes a share: see <see cref="IAllowances.TakeAsync"/>.</summary>
    [AlwaysInterleave]
    [Alias("Take")]
    [ResponseTimeout("00:00:06")]
    Task<AllowanceShare?> TakeAsync([Immutable] OrganizationQuota quota, int reports);

    /// <summary>Takes back what was not used.</summary>
    [AlwaysInterleave]
    [Alias("GiveBack")]
    [ResponseTimeout("00:00:03")]
    Task GiveBackAsync([Immutable] AllowanceShare share);
}
