using System.Collections.Concurrent;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Local;

/// <summary>
/// The issues of this process. Bounded: those that idle leave memory, and when there are too many the longest in memory that are not in use
/// (second chance, in order of arrival).
/// </summary>
public sealed class LocalIssues : IIssues, IDisposable
{
    private static readonly TimeSpan SweepTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<IssueKey, IssueKeeper> _issues = new();
    private readonly ConcurrentQueue<IssueKeeper> _order = new();
    private readonly ILedger _ledger;
    private readonly IngestionOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private int _count;

    /// <summary>Issues that commit to <paramref name="ledger"/>.</summary>
    public LocalIssues(ILedger ledger, IngestionOptions options, TimeProvider time)
    {
        (_ledger, _options, _time) = (ledger, options, time);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepTime, SweepTime);
    }

    /// <summary>Issues in memory.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public void Dispose() => _sweep.Dispose();

    /// <inheritdoc/>
    public Task<RecordResult> RecordAsync(ReportGroup group)
    {
        while (true)
        {
            if (!_issues.TryGetValue(group.Key, out var issue))
            {
                issue = Add(group.Key);
            }

            if (issue.TryRecord(group) is { } done)
            {
                return done;
            }
        }
    }

    private IssueKeeper Add(IssueKey key)
    {
        var made = new IssueKeeper(new(key, _options.FacetValues), _ledger, _time);
        var kept = _issues.GetOrAdd(key, made);
        if (ReferenceEquals(made, kept))
        {
            _order.Enqueue(made);
            if (Interlocked.Increment(ref _count) > _options.MaxLiveIssues)
            {
                EvictOldest(TimeSpan.Zero, 2);
            }
        }

        return kept;
    }

    /// <summary>Looks at each issue about once in the idle time.</summary>
    private void Sweep() => EvictOldest(_options.IssueIdleTime, 16 + (int)(Count / Math.Max(1, _options.IssueIdleTime / SweepTime)));

    private void EvictOldest(TimeSpan idle, int looks)
    {
        for (; looks > 0 && _order.TryDequeue(out var issue); looks--)
        {
            if (issue.TryEvict(idle))
            {
                _issues.TryRemove(new(issue.Key, issue));
                Interlocked.Decrement(ref _count);
            }
            else
            {
                _order.Enqueue(issue);
            }
        }
    }
}
