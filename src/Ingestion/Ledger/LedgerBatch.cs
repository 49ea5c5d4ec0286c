using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Ledger;

/// <summary>What one commit carries, and who waits for each part of it.</summary>
internal sealed class LedgerBatch
{
    private readonly List<Part> _parts;
    private readonly TaskCompletionSource<bool>? _outcomesDurable;
    private readonly IReadOnlyList<OutcomeRow> _outcomes;
    private readonly IReadOnlyList<FacetRow> _facets;
    private readonly IReadOnlyList<ClientsRow> _clients;

    private LedgerBatch(
        List<Part> parts,
        IReadOnlyList<OutcomeRow> outcomes,
        TaskCompletionSource<bool>? outcomesDurable,
        IReadOnlyList<FacetRow> facets,
        IReadOnlyList<ClientsRow> clients,
        DateTimeOffset now)
    {
        (_parts, _outcomes, _outcomesDurable, _facets, _clients) = (parts, outcomes, outcomesDurable, facets, clients);
        Commit = new()
        {
            Id = Guid.CreateVersion7(now),
            Issues = parts.ConvertAll(part => part.Row),
            Outcomes = outcomes,
            Facets = facets,
            Clients = clients,
        };
    }

    /// <summary>The rows.</summary>
    public Commit Commit { get; }

    /// <summary>Reports it makes durable.</summary>
    public long Reports => _parts.Sum(part => part.Row.Count);

    /// <summary>A batch of deltas, which are sealed by it, and of what goes along.</summary>
    public static LedgerBatch Create(
        IEnumerable<(IssueDelta Delta, TaskCompletionSource<DeltaResult> Done)> deltas,
        (List<OutcomeRow> Rows, TaskCompletionSource<bool> Durable)? outcomes,
        List<FacetRow> facets,
        List<ClientsRow> clients,
        DateTimeOffset now)
    {
        var parts = deltas.Select(item => new Part(item.Delta, item.Done, item.Delta.Seal())).ToList();
        parts.Sort((a, b) => a.Row.Key.CompareTo(b.Row.Key));
        facets.Sort(CompareKeys);
        clients.Sort((a, b) => a.IssueId != b.IssueId ? a.IssueId.CompareTo(b.IssueId) : a.Day.CompareTo(b.Day));
        return new(parts, outcomes?.Rows ?? [], outcomes?.Durable, facets, clients, now);
    }

    /// <summary>Parts a batch that PostgreSQL refuses, under new ids: issues, outcomes and debt from each other, then lists in the middle.</summary>
    /// <returns>Null where nothing is left to part: one row, or outcomes, whose words are all our own.</returns>
    public (LedgerBatch First, LedgerBatch Second)? Split(DateTimeOffset now)
    {
        var debts = _facets.Count + _clients.Count;
        if (_parts.Count > 0 && _outcomes.Count + debts > 0)
        {
            return (new(_parts, [], null, [], [], now), new([], _outcomes, _outcomesDurable, _facets, _clients, now));
        }

        if (_outcomes.Count > 0)
        {
            return debts == 0 ? null : (new([], _outcomes, _outcomesDurable, [], [], now), new([], [], null, _facets, _clients, now));
        }

        if (_parts.Count + debts <= 1)
        {
            return null;
        }

        int p = (_parts.Count + 1) / 2, f = (_facets.Count + 1) / 2, c = _facets.Count > 0 ? 0 : (_clients.Count + 1) / 2;
        return (
            new(_parts[..p], [], null, [.. _facets.Take(f)], [.. _clients.Take(c)], now),
            new(_parts[p..], [], null, [.. _facets.Skip(f)], [.. _clients.Skip(c)], now));
    }

    /// <summary>It was applied.</summary>
    /// <param name="states">In the order of the commit's issues.</param>
    public void Succeed(IssueState[] states)
    {
        for (var i = 0; i < _parts.Count; i++)
        {
            _parts[i].Done.TrySetResult(new(states[i], null));
        }

        _outcomesDurable?.TrySetResult(true);
    }

    /// <summary>It was not, or nobody knows.</summary>
    public void Fail(string reason)
    {
        foreach (var part in _parts)
        {
            part.Done.TrySetResult(DeltaResult.Failed(reason));
        }

        _outcomesDurable?.TrySetResult(false);
    }

    /// <summary>Lets everyone go who has waited since before <paramref name="oldest"/>, though the commit itself goes on.</summary>
    public void ReleaseOlderThan(long oldest)
    {
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
