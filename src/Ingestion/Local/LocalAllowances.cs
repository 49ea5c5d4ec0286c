using System.Collections.Concurrent;
using Picket.Ingestion.Admission;

namespace Picket.Ingestion.Local;

/// <summary>What the projects of this process share. Exact for one process; several never let more pass than there is. Bounded by the organizations there are.</summary>
public sealed class LocalAllowances(IAllowanceStore store, IngestionOptions options, TimeProvider time) : IAllowances, IAsyncDisposable
{
    private static readonly TimeSpan ReturnTime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<OrganizationId, AllowanceKeeper> _keepers = new();

    /// <inheritdoc/>
    public ValueTask<AllowanceShare?> TakeAsync(OrganizationQuota quota, int reports) => Keeper(quota.Organization).TakeAsync(quota, reports);

    /// <inheritdoc/>
    public void GiveBack(OrganizationId organization, AllowanceShare share) => Keeper(organization).GiveBack(share);

    /// <summary>Returns what was leased and not used.</summary>
    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(ReturnTime, time);
        await Task.WhenAll(_keepers.Values.Select(keeper => keeper.CloseAsync(deadline.Token))).ConfigureAwait(false);
    }

    private AllowanceKeeper Keeper(OrganizationId organization) =>
        _keepers.GetOrAdd(organization, static (id, self) => self.Make(id), this);

    private AllowanceKeeper Make(OrganizationId organization) => new(organization, store, options, time);
}
