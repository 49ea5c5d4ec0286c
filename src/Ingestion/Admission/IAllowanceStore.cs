namespace Picket.Ingestion.Admission;

/// <summary>Where it is written down how much of a month is leased, the same for all hosts.</summary>
public interface IAllowanceStore
{
    /// <summary>Leases a slice, durably. It may be used once this has returned.</summary>
    /// <exception cref="Ledger.CommitException">PostgreSQL is away. What it may have leased all the same is lost: safe, for it only makes the month smaller.</exception>
    Task<AllowanceGrant> LeaseAsync(AllowanceLease lease, CancellationToken cancellation);

    /// <summary>Takes back what is left of slices, once at most.</summary>
    /// <exception cref="Ledger.CommitException">PostgreSQL is away, and it is lost.</exception>
    Task ReturnAsync(OrganizationId organization, Month month, long count, CancellationToken cancellation);
}
