using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Ledger;

/// <summary>What one commit carries, and who waits for each part of it.</summary>
internal sealed class LedgerBatch
{
    private readonly List<Part> _parts;
    private readonly TakenOutcomes? _outcomes;
    private readonly DebtRows _debts;

    private LedgerBatch(int lane, List<Part> parts, TakenOutcomes? outcomes, DebtRows debts, DateTimeOffset now)
    {
        (_parts, _outcomes, _debts) = (parts, outcomes, debts);
        Commit = new()
        {
            Id = Guid.CreateVersion7(now),
            Lane = lane,
            Issues = parts.ConvertAll(part => part.Row),
            Outcomes = outcomes?.Rows ?? [],
            Facets = debts.Facets,
            Clients = debts.Clients,
            FilterSamples = debts.FilterSamples,
        };
    }

    /// <summary>The rows.</summary>
    public Commit Commit { get; }

    /// <summary>Reports it makes durable.</summary>
    public long Reports => _parts.Sum(part => part.Row.Count);

    /// <summary>A batch of deltas, which are sealed by it, and of what goes along.</summary>
    public static LedgerBatch Create(int lane, LedgerLoad load, DateTimeOffset now)
    {
        var parts = load.Deltas.Select(item => new Part(item.Delta, item.Done, item.Delta.Seal())).ToList();
        parts.Sort((a, b) => a.Row.Key.CompareTo(b.Row.Key));
        return new(lane, parts, load.Outcomes, load.Debts.Ordered(), now);
    }

    /// <summary>Parts a batch that PostgreSQL refuses, under new ids: issues, outcomes and debt from each other, then lists in the middle.</summary>
    /// <returns>Null where nothing is left to part: one row, or outcomes, whose words are all our own.</returns>
    public (LedgerBatch First, LedgerBatch Second)? Split(DateTimeOffset now)
    {
        if (_parts.Count > 0 && (_outcomes is not null || _debts.Count > 0))
        {
            return (new(Commit.Lane, _parts, null, DebtRows.None, now), new(Commit.Lane, [], _outcomes, _debts, now));
        }

        if (_outcomes is not null)
        {
            return _debts.Count == 0 ? null : (new(Commit.Lane, [], _outcomes, DebtRows.None, now), new(Commit.Lane, [], null, _debts, now));
        }

        if (_parts.Count + _debts.Count <= 1)
        {
            return null;
        }

        var half = (_parts.Count + 1) / 2;
        var (first, second) = _debts.Split();
        return (new(Commit.Lane, _parts[..half], null, first, now), new(Commit.Lane, _parts[half..], null, second, now));
    }

    /// <summary>It was applied.</summary>
    /// <param name="states">In the order of the commit's issues.</param>
    public void Succeed(IssueState[] states)
    {
        for (var i = 0; i < _parts.Count; i++)
        {
            _parts[i].Done.TrySetResult(new(states[i], null));
        }

        _outcomes?.Durable.TrySetResult(true);
    }

    /// <summary>It was not, or nobody knows.</summary>
    public void Fail(string reason)
    {
        foreach (var part in _parts)
        {
            part.Done.TrySetResult(DeltaResult.Failed(reason));
        }

        _outcomes?.Durable.TrySetResult(false);
    }

    /// <summary>Lets everyone go who has waited since before <paramref name="oldest"/>, though the commit itself goes on.</summary>
    public void ReleaseOlderThan(long oldest)
    {
        if (_outcomes?.Since < oldest)
        {
            _outcomes.Durable.TrySetResult(false);
        }

        foreach (var part in _parts)
        {
            if (part.Delta.OpenedAt < oldest)
            {
                part.Delta.Release(OutcomeReasons.NotCommitted);
            }

            if (part.Delta.Successor is { } successor && successor.OpenedAt < oldest)
            {
                successor.Drop(OutcomeReasons.NotCommitted);
            }
        }
    }

    private readonly record struct Part(IssueDelta Delta, TaskCompletionSource<DeltaResult> Done, IssueRow Row);
}
