using Picket.Ingestion.Inbox;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;

namespace Picket.Ingestion.Issues;

/// <summary>
/// Counts one issue: merges groups into the open delta and learns from the ledger what became of each. Pure but for the time it is given; its
/// shell calls it from one thread at a time.
/// </summary>
public sealed class IssueTally
{
    private const int MaxFacetValueLength = 200;

    private readonly int _facetValues;
    private readonly List<(Facet Facet, int Hash)> _known = new(7);
    private IssueDelta? _open;
    private IssueDelta? _committing;
    private long? _id;

    /// <summary>An issue of which nothing is known yet.</summary>
    /// <param name="key">Which.</param>
    /// <param name="facetValues">Distinct values of one facet that it tells apart; the rest counts as other.</param>
    public IssueTally(IssueKey key, int facetValues) => (Key, _facetValues) = (key, facetValues);

    /// <summary>Which issue.</summary>
    public IssueKey Key { get; }

    /// <summary>Its number, from its first commit on.</summary>
    public long? Id => _id;

    /// <summary>It was resolved when the ledger last wrote of it: from then on deltas say where their reports come from.</summary>
    internal bool IsResolved { get; private set; }

    /// <summary>What it owes the ledger.</summary>
    public IssueDebt Debt { get; } = new();

    /// <summary>Its samples of the day.</summary>
    public SampleSlots Slots { get; } = new();

    /// <summary>Nothing waits, nothing is owed: it may leave memory.</summary>
    public bool IsIdle => _open is null && _committing is null && Debt.IsSettled;

    /// <summary>Merges a group into the open delta, or into a new one where that is sealed.</summary>
    /// <param name="group">Reports of this issue.</param>
    /// <param name="timestamp">Now, as <see cref="TimeProvider.GetTimestamp"/> has it.</param>
    /// <returns>The delta that holds the group.</returns>
    public IssueDelta Merge(ReportGroup group, long timestamp)
    {
        if (_open is null || !_open.TryMerge(group, this))
        {
            Open(timestamp).TryMerge(group, this);
        }

        return _open!;
    }

    /// <summary>The delta to hand to the ledger next; null while one is under way or nothing waits.</summary>
    public IssueDelta? Next()
    {
        if (_committing is not null || _open is null)
        {
            return null;
        }

        if (_open.IsDropped)
        {
            Slots.GiveBack(_open.Claimed);
            _open = null;
            return null;
        }

        return _committing = _open;
    }

    /// <summary>Learns what became of the delta that <see cref="Next"/> gave.</summary>
    /// <param name="result">What the ledger said.</param>
    /// <param name="now">For the room for samples.</param>
    /// <param name="timestamp">Now, as <see cref="TimeProvider.GetTimestamp"/> has it.</param>
    /// <param name="owes">True where the ledger must be told of <see cref="Debt"/>.</param>
    /// <returns>What its waiters hear.</returns>
    public RecordResult Learn(in DeltaResult result, DateTimeOffset now, long timestamp, out bool owes)
    {
        var delta = _committing!;
        _open = _open == delta ? null : _open;
        _committing = null;
        owes = false;
        if (result.State is not { } state)
        {
            Slots.GiveBack(delta.Claimed);
            if (result.Failure == OutcomeReasons.Poisoned)
            {
                _id = null; // Perhaps the issue was deleted: the next delta brings its description again.
            }

            return new(Outcome.Unavailable(result.Failure!), false, Slots.HasRoom(now));
        }

        _id = Debt.IssueId = state.Id;
        IsResolved = state.Status == IssueStatus.Resolved;
        if (IsResolved && !(delta.Asks && delta.Id is not null)) // who brings a description asks in vain
        {
            Ask(delta, timestamp);
        }

        owes = Debt.Add(delta.Facets, delta.Day, delta.Clients);
        return new(Outcome.Accepted, state.IsNew, Slots.HasRoom(now));
    }

    internal void AddFacets(Arrival arrival, FacetCounts facets)
    {
        var (report, from) = (arrival.Report, arrival.From);
        Add(Facet.DocumentHost, report.DocumentHost);
        Add(Facet.SourceFile, report.SourceFile);
        Add(Facet.Disposition, report.Disposition switch
        {
            Disposition.Enforce => "enforce",
            Disposition.Report => "report",
            _ => "unknown",
        });
        Add(Facet.Browser, from.Browser);
        Add(Facet.Platform, from.Platform);
        Add(Facet.Release, from.Release);
        Add(Facet.Environment, from.Environment);
        Add(Facet.Variant, report.Details.Variant);

        void Add(Facet facet, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                facets.Add(facet, Fold(facet, value), 1);
            }
        }
    }

    /// <summary>
    /// Reports of an issue that was resolved meanwhile are counted, but did not say whether they reopen it. The next delta asks that for the last of them; where none waits, one
    /// that counts nothing does. So issues that are not resolved pay nothing for the question.
    /// </summary>
    private void Ask(IssueDelta committed, long timestamp)
    {
        if (_open is null || !_open.TryAsk(committed.Latest))
        {
            Open(timestamp).TryAsk(committed.Latest);
        }
    }

    private IssueDelta Open(long timestamp)
    {
        if (_open is not null && _open != _committing)
        {
            Slots.GiveBack(_open.Claimed); // sealed but never handed over: dropped, because it waited for too long behind another
        }

        _open = new(Key, _id, timestamp);
        if (_committing is not null)
        {
            _committing.Successor = _open;
        }

        return _open;
    }

    /// <summary>The value, cut to its bound; empty ("other values") where this issue tells enough values apart already.</summary>
    private string Fold(Facet facet, string value)
    {
        value = value.Length <= MaxFacetValueLength ? value : value[..(MaxFacetValueLength - (char.IsHighSurrogate(value[MaxFacetValueLength - 1]) ? 1 : 0))];
        var entry = (facet, value.GetHashCode(StringComparison.Ordinal));
        if (_known.Contains(entry))
        {
            return value;
        }

        var ofFacet = 0;
        foreach (var (known, _) in _known)
        {
            ofFacet += known == facet ? 1 : 0;
        }

        if (ofFacet >= _facetValues)
        {
            return "";
        }

        _known.Add(entry);
        return value;
    }
}
