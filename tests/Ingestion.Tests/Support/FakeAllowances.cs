using Picket.Ingestion.Admission;
using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Tests.Support;

/// <summary>Months of organizations, written down nowhere.</summary>
internal sealed class FakeAllowances : IAllowanceStore
{
    private readonly Lock _lock = new();

    /// <summary>PostgreSQL is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Leases asked for.</summary>
    public List<AllowanceLease> Leases { get; } = [];

    /// <summary>What is leased of each month.</summary>
    public Dictionary<(OrganizationId Organization, Month Month), long> Leased { get; } = [];

    public Task<AllowanceGrant> LeaseAsync(AllowanceLease lease, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Leases.Add(lease);
            return IsAway ? Task.FromException<AllowanceGrant>(new CommitException(CommitFailure.Unknown, "away")) : Task.FromResult(Lease(lease));
        }
    }

    public Task ReturnAsync(OrganizationId organization, Month month, long count, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Leased[(organization, month)] -= count;
            return Task.CompletedTask;
        }
    }

    private AllowanceGrant Lease(AllowanceLease lease)
    {
        var month = (lease.Organization, lease.Month);
        var before = Leased.GetValueOrDefault(month);
        var granted = Math.Max(0, Math.Min(lease.Amount, lease.Limit - before));
        Leased[month] = before + granted;
        return new(granted, Math.Max(0, lease.Limit - before - granted));
    }
}
