using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Admission;

/// <summary>An organization's allowance at work, the same in every shell: one lock around its book, whose leases it takes to the store one after the other. Thread-safe.</summary>
/// <param name="organization">Whose.</param>
/// <param name="store">Where leases are written down.</param>
/// <param name="options">How long a report may be held.</param>
/// <param name="time">Clock.</param>
public sealed class AllowanceKeeper(OrganizationId organization, IAllowanceStore store, IngestionOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly AllowanceBook _book = new(organization);
    private readonly OneAtATime _leasing = new();

    /// <summary>Takes a share: see <see cref="IAllowances.TakeAsync"/>.</summary>
    public async ValueTask<AllowanceShare?> TakeAsync(OrganizationQuota quota, int reports)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_book.Take(quota, reports, time.GetUtcNow()) is { } share)
                {
                    return share;
                }
            }

            if (!await JoinLeaseAsync(reports).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    /// <summary>Takes back what was not used.</summary>
    public void GiveBack(AllowanceShare share)
    {
        lock (_lock)
        {
            _book.GiveBack(share);
        }
    }

    /// <summary>Returns what is left to whoever goes on. What cannot be returned is lost.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        Month month;
        long count;
        lock (_lock)
        {
            (month, count) = _book.Close();
        }

        try
        {
            if (count > 0)
            {
                await store.ReturnAsync(organization, month, count, cancellation).ConfigureAwait(false);
            }
        }
        catch (CommitException)
        {
            // The month is a slice smaller, as after a kill.
        }
    }

    private Task<bool> JoinLeaseAsync(int reports) => _leasing.JoinAsync(() => LeaseAsync(reports));

    private async Task<bool> LeaseAsync(int reports)
    {
        AllowanceLease lease;
        lock (_lock)
        {
            if (_book.Lease(reports, time.GetUtcNow()) is not { } needed)
            {
                return true; // Another one was faster.
            }

            lease = needed;
        }

        try
        {
            using var deadline = new CancellationTokenSource(options.HoldTime, time);
            var grant = await store.LeaseAsync(lease, deadline.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _book.Grant(lease, grant, time.GetUtcNow());
            }

            return true;
        }
        catch (CommitException)
        {
            return false;
        }
    }
}
