using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Issues;

/// <summary>An issue at work, the same in every shell: one lock around its tally, whose deltas it takes to the ledger one after the other. Thread-safe.</summary>
/// <param name="tally">The issue.</param>
/// <param name="ledger">Makes it durable.</param>
/// <param name="time">Clock.</param>
public sealed class IssueKeeper(IssueTally tally, ILedger ledger, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _lastUsed = time.GetTimestamp();
    private bool _evicted;

    /// <summary>Which issue.</summary>
    public IssueKey Key => tally.Key;

    /// <summary>Counts a group; null where the issue has left memory and another must be found.</summary>
    public Task<RecordResult>? TryRecord(ReportGroup group)
    {
        IssueDelta delta;
        IssueDelta? next;
        lock (_lock)
        {
            if (_evicted)
            {
                return null;
            }

            _lastUsed = time.GetTimestamp();
            delta = tally.Merge(group, _lastUsed);
            next = tally.Next();
        }

        if (next is not null)
        {
            _ = CommitAsync(next);
        }

        return delta.Completion;
    }

    /// <summary>Takes it out of memory if nothing happened for <paramref name="idle"/> and nothing waits.</summary>
    public bool TryEvict(TimeSpan idle)
    {
        lock (_lock)
        {
            return _evicted |= tally.IsIdle && time.GetElapsedTime(_lastUsed) >= idle;
        }
    }

    private async Task CommitAsync(IssueDelta? delta)
    {
        while (delta is not null)
        {
            var result = await ledger.CommitAsync(delta).ConfigureAwait(false);
            RecordResult heard;
            IssueDelta? next;
            bool owes;
            lock (_lock)
            {
                heard = tally.Learn(result, time.GetUtcNow(), time.GetTimestamp(), out owes);
                next = tally.Next();
            }

            if (owes)
            {
                ledger.Owe(tally.Debt);
            }

            delta.Release(heard);
            delta = next;
        }
    }
}
