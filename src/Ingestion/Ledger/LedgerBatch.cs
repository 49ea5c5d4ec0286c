using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Ledger;

/// <summary>What one commit carries, and who waits for each part of it.</summary>
internal sealed class LedgerBatch
{
    private readonly List<Part> _parts;
    private readonly TakenOutcomes? _outcomes;
    private readonly IReadOnlyList<FacetRow> _facets;
    private readonly IReadOnlyList<ClientsRow> _clients;

    private LedgerBatch(
        int lane,
        List<Part> parts,
        TakenOutcomes? outcomes,
        IReadOnlyList<FacetRow> facets,
        IReadOnlyList<ClientsRow> clients,
        DateTimeOffset now)
    {
        (_parts, _outcomes, _facets, _clients) = (parts, outcomes, facets, clients);
        Commit = new()
        {
            Id = Guid.CreateVersion7(now),
            Lane = lane,
            Issues = parts.ConvertAll(part => part.Row),
            Outcomes = outcomes?.Rows ?? [],
            Facets = facets,
            Clients = clients,
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
        load.Facets.Sort(CompareKeys);
        load.Clients.Sort((a, b) => a.IssueId != b.IssueId ? a.IssueId.CompareTo(b.IssueId) : a.Day.CompareTo(b.Day));
        return new(lane, parts, load.Outcomes, load.Facets, load.Clients, now);
    }

    /// <summary>Parts a batch that PostgreSQL refuses, under new ids: issues, outcomes and debt from each other, then lists in the middle.</summary>
    /// <returns>Null where nothing is left to part: one row, or outcomes, whose words are all our own.</returns>
    public (LedgerBatch First, LedgerBatch Second)? Split(DateTimeOffset now)
    {
        var debts = _facets.Count + _clients.Count;
        if (_parts.Count > 0 && (_outcomes is not null || debts > 0))
        {
            return (new(Commit.Lane, _parts, null, [], [], now), new(Commit.Lane, [], _outcomes, _facets, _clients, now));
        }

        if (_outcomes is not null)
        {
            return debts == 0 ? null : (new(Commit.Lane, [], _outcomes, [], [], now), new(Commit.Lane, [], null, _facets, _clients, now));
        }

        if (_parts.Count + debts <= 1)
        {
            return null;
        }

        int p = (_parts.Count + 1) / 2, f = (_facets.Count + 1) / 2, c = _facets.Count > 0 ? 0 : (_clients.Count + 1) / 2;
        return (
            new(Commit.Lane, _parts[..p], null, [.. _facets.Take(f)], [.. _clients.Take(c)], now),
            new(Commit.Lane, _parts[p..], null, [.. _facets.Skip(f)], [.. _clients.Skip(c)], now));
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

    private static int CompareKeys(FacetRow a, FacetRow b)
    {
        var order = a.IssueId.CompareTo(b.IssueId);
        order = order != 0 ? order : a.Facet.CompareTo(b.Facet);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }

    private readonly record struct Part(IssueDelta Delta, TaskCompletionSource<DeltaResult> Done, IssueRow Row);
}
