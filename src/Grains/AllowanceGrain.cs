using Orleans.Placement;
using Picket.Grains.Interfaces;
using Picket.Ingestion;
using Picket.Ingestion.Admission;

namespace Picket.Grains;

/// <summary>
/// The shell of what an organization's projects share. It leases from the same row in PostgreSQL as hosts without a cluster do, so it has no grain state of its
/// own: a second truth would only have to be kept equal. What it adds is that all silos use up one slice, so that the month is exact over the whole cluster and
/// PostgreSQL hears of a slice, not of a batch. A second activation beside it, for a moment after a failure, leases slices of its own: never more than there is.
/// </summary>
[PreferLocalPlacement, CollectionAgeLimit(Minutes = 15)]
internal sealed class AllowanceGrain(IAllowanceStore store, IngestionOptions options, HostClock clock) : Grain, IAllowanceGrain
{
    private AllowanceKeeper _keeper = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _keeper = new(new(this.GetPrimaryKeyLong()), store, options, clock.Time);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AllowanceShare?> TakeAsync(OrganizationQuota quota, int reports) => _keeper.TakeAsync(quota, reports).AsTask();

    /// <inheritdoc/>
    public Task GiveBackAsync(AllowanceShare share)
    {
        _keeper.GiveBack(share);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _keeper.CloseAsync(cancellationToken);
}
