using Picket.Ingestion.Inbox;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Formats;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Issues;

/// <summary>
/// What an issue gains until its next commit. Open while it waits for the ledger, so that later groups still merge; sealed when the ledger writes it.
/// Thread-safe: the issue's shell merges, the ledger seals.
/// </summary>
public sealed class IssueDelta
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<RecordResult> _waiters = new();
    private readonly List<HourCount> _hours = new(1);
    private readonly List<KeyCount> _accepted = new(1);
    private List<SampleRow>? _samples;
    private List<ReportOrigin>? _origins;
    private Report? _exemplar;
    private Arrival? _latest;
    private NoiseVerdict? _mildest;
    private long _count;
    private long _weight;
    private long _enforced;
    private long _reportOnly;
    private DateTimeOffset _firstSeen = DateTimeOffset.MaxValue;
    private DateTimeOffset _lastSeen = DateTimeOffset.MinValue;
    private bool _sealed;
    private bool _dropped;
    private volatile IssueDelta? _successor;

    /// <summary>An empty delta.</summary>
    /// <param name="key">The issue.</param>
    /// <param name="id">Its number where it is known.</param>
    /// <param name="openedAt">Timestamp of <see cref="TimeProvider.GetTimestamp"/>; the hold time starts here.</param>
    public IssueDelta(IssueKey key, long? id, long openedAt) => (Key, Id, OpenedAt) = (key, id, openedAt);

    /// <summary>The issue.</summary>
    public IssueKey Key { get; }

    /// <summary>Its number where it is known.</summary>
    public long? Id { get; }

    /// <summary>When its first report came.</summary>
    public long OpenedAt { get; }

    /// <summary>Done when it is committed, or has failed, or has waited for too long.</summary>
    public Task<RecordResult> Completion => _waiters.Task;

    /// <summary>The delta that waits behind this one; the ledger lets its waiters go too when they have waited for too long.</summary>
    internal IssueDelta? Successor
    {
        get => _successor;
        set => _successor = value;
    }

    /// <summary>Facets it brings, once it is committed.</summary>
    internal FacetCounts Facets { get; } = new();

    /// <summary>Clients it brings, once it is committed.</summary>
    internal List<ulong> Clients { get; } = new(1);

    /// <summary>Sample slots it claims; given back when it fails.</summary>
    internal SampleSlots.Claim Claimed { get; private set; }

    /// <summary>Given up before it was handed to PostgreSQL: its waiters were told so, and it must not count any more.</summary>
    internal bool IsDropped
    {
        get
        {
            lock (_lock)
            {
                return _dropped;
            }
        }
    }

    /// <summary>UTC day of the last arrival.</summary>
    internal DateOnly Day { get; private set; }

    /// <summary>Adds a group, all of it or nothing, so that the group shares one fate.</summary>
    /// <param name="group">The reports.</param>
    /// <param name="tally">Folds their facets and knows which samples are worth keeping.</param>
    /// <returns>False where the delta is sealed: nothing was added.</returns>
    internal bool TryMerge(ReportGroup group, IssueTally tally)
    {
        lock (_lock)
        {
            if (_sealed)
            {
                return false;
            }

            foreach (var arrival in group.Arrivals)
            {
                Add(arrival, tally);
            }

            return true;
        }
    }

    /// <summary>Its last report's origin, which nobody asked for when it came.</summary>
    internal (ReportOrigin Origin, DateTimeOffset At, DateOnly Day) Latest
    {
        get
        {
            lock (_lock)
            {
                return (OriginOf(_latest!), _latest!.At, Day);
            }
        }
    }

    /// <summary>It says where its reports come from, so that the ledger decides whether they reopen the issue.</summary>
    internal bool Asks
    {
        get
        {
            lock (_lock)
            {
                return _origins is not null;
            }
        }
    }

    /// <summary>Lets it ask for a report that is committed already, and for its own latest. False where it is sealed.</summary>
    internal bool TryAsk((ReportOrigin Origin, DateTimeOffset At, DateOnly Day) committed)
    {
        lock (_lock)
        {
            if (_sealed)
            {
                return false;
            }

            AddOrigin(committed.Origin);
            if (_latest is not null)
            {
                AddOrigin(OriginOf(_latest));
            }
            else
            {
                (_firstSeen, _lastSeen, Day) = (committed.At, committed.At, committed.Day);
            }

            return true;
        }
    }

    /// <summary>Closes it and says what to write.</summary>
    internal IssueRow Seal()
    {
        lock (_lock)
        {
            _sealed = true;
            return new IssueRow
            {
                Key = Key,
                Id = Id,
                New = Id is null ? new(Describe(), MergeKey, _exemplar!.DocumentHost, _mildest!) : null,
                HasSignal = _mildest is { IsNoise: false },
                Origins = _origins ?? (IReadOnlyList<ReportOrigin>)[],
                Count = _count,
                Weight = _weight,
                Enforced = _enforced,
                ReportOnly = _reportOnly,
                FirstSeen = _firstSeen,
                LastSeen = _lastSeen,
                Hours = _hours,
                Accepted = _accepted,
                Samples = _samples ?? (IReadOnlyList<SampleRow>)[],
            };
        }
    }

    /// <summary>Closes it without writing it, and lets those who wait for it go on. Where it was sealed already it may be written even so.</summary>
    internal void Drop(string failure)
    {
        lock (_lock)
        {
            _dropped |= !_sealed;
            _sealed = true;
        }

        Release(failure);
    }

    /// <summary>Lets those who wait for it go on. The first call counts.</summary>
    internal void Release(in RecordResult result) => _waiters.TrySetResult(result);

    /// <summary>Lets those who wait for it go on without it.</summary>
    internal void Release(string failure) => Release(new RecordResult(Outcome.Unavailable(failure), false, false));

    private ReportDescription Describe() => Key.Fingerprint == Fingerprint.Overflow
        ? new("Other reports, while the budget for new issues was spent", null, null, null, null)
        : Describer.Describe(_exemplar!);

    /// <summary>What counts together only because new issues were too many is no variant of anything.</summary>
    private Fingerprint MergeKey => Key.Fingerprint == Fingerprint.Overflow ? Key.Fingerprint : _exemplar!.MergeKey;

    private void Add(Arrival arrival, IssueTally tally)
    {
        var (report, from, at) = (arrival.Report, arrival.From, arrival.At);
        _exemplar ??= report;
        _latest = arrival;
        if (tally.IsResolved)
        {
            AddOrigin(OriginOf(arrival));
        }

        _mildest = _mildest is null || arrival.Noise.Score < _mildest.Score ? arrival.Noise : _mildest;
        _count++;
        _weight += report.Weight * arrival.Stands;
        _enforced += report.Disposition == Disposition.Enforce ? 1 : 0;
        _reportOnly += report.Disposition == Disposition.Report ? 1 : 0;
        _firstSeen = at < _firstSeen ? at : _firstSeen;
        _lastSeen = at > _lastSeen ? at : _lastSeen;
        Day = DateOnly.FromDateTime(from.Received.UtcDateTime);
        AddHour(Submission.HourOf(at));
        AddAccepted(arrival.Key, from.ReceivedHour);
        Clients.Add(from.Client);
        tally.AddFacets(arrival, Facets);
        // Without a body it came from another silo, which was told that there is no room.
        if (!report.Raw.IsEmpty && tally.Slots.TryClaim(from.Received, out var slot))
        {
            Claimed = Claimed.With(Day, slot);
            (_samples ??= []).Add(new(Day, slot, at, from.Browser, from.Release, from.Environment, SampleWriter.Write(report)));
        }
    }

    private static ReportOrigin OriginOf(Arrival arrival) => new(arrival.From.Release, arrival.Report.Csp?.PolicyFingerprint);

    private void AddOrigin(ReportOrigin origin)
    {
        _origins ??= new(1);
        if (_origins.Count < IssueRow.MaxOrigins && !_origins.Contains(origin))
        {
            _origins.Add(origin);
        }
    }

    private void AddHour(DateTimeOffset hour)
    {
        for (var i = 0; i < _hours.Count; i++)
        {
            if (_hours[i].Hour == hour)
            {
                _hours[i] = _hours[i] with { Count = _hours[i].Count + 1 };
                return;
            }
        }

        _hours.Add(new(hour, 1));
    }

    private void AddAccepted(KeyId key, DateTimeOffset hour)
    {
        for (var i = 0; i < _accepted.Count; i++)
        {
            if (_accepted[i].Key == key && _accepted[i].Hour == hour)
            {
                _accepted[i] = _accepted[i] with { Count = _accepted[i].Count + 1 };
                return;
            }
        }

        _accepted.Add(new(key, hour, 1));
    }
}
