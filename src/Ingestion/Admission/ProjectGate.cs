using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Decides what of a project's reports comes in: allowed domains, the kinds a key is for, then filters, then sampling, then limits, then the budget for new issues. Whole batches,
/// synchronously, pure but for the time it is given; its shell calls it from one thread at a time. Filtered and sampled reports use up no limit, as at Sentry; noise none of the month.
/// </summary>
public sealed class ProjectGate
{
    /// <summary>Noise may make one new issue for each four that the rest may.</summary>
    private const int NoiseShare = 4;

    private readonly double _networkShare;
    private readonly ProjectWindows _windows = new();
    private readonly FixedWindow _free;
    private readonly QuotaGuard _guard;
    private readonly PolicyVariants _variants = new();
    private readonly Dictionary<IssueKey, ReportGroup> _groups = [];
    private ProjectSettings _settings;
    private AllowedDomains _domains;
    private Dictionary<KeyId, IReadOnlyList<ReportKind>>? _kinds;
    private NewIssueBudget? _budget;
    private NewIssueBudget? _noiseBudget;

    /// <summary>A gate under <paramref name="settings"/>; a network may use <paramref name="networkShare"/> of the new-issue budget.</summary>
    public ProjectGate(ProjectSettings settings, double networkShare, Protection? protection = null)
    {
        (_networkShare, _settings, _domains) = (networkShare, settings, new(settings.AllowedDomains));
        protection ??= new();
        _free = new(new(protection.FreePerMinute, TimeSpan.FromMinutes(1)));
        _guard = new(protection);
        Apply();
    }

    /// <summary>Takes newer settings over. Windows whose limit stays the same go on.</summary>
    public void Update(ProjectSettings settings)
    {
        if (settings.Version == _settings.Version)
        {
            return;
        }

        var budgetStays = settings.NewIssuesPerHour == _settings.NewIssuesPerHour;
        (_settings, _domains) = (settings, new(settings.AllowedDomains));
        (_budget, _noiseBudget) = budgetStays ? (_budget, _noiseBudget) : (null, null);
        Apply();
    }

    /// <inheritdoc cref="ProjectWindows.Lease"/>
    public IReadOnlyList<WindowUse>? Lease(int reports, DateTimeOffset now) => _windows.Lease(reports, now);

    /// <inheritdoc cref="ProjectWindows.Grant"/>
    public void Grant(IReadOnlyList<WindowUse> uses) => _windows.Grant(uses);

    /// <inheritdoc cref="ProjectWindows.Restore"/>
    public void Restore(IReadOnlyList<WindowUse> uses) => _windows.Restore(uses);

    /// <inheritdoc cref="ProjectWindows.Uses"/>
    public IReadOnlyList<WindowUse> Uses() => _windows.Uses();

    /// <summary>Decides on a batch.</summary>
    /// <param name="batch">Reports of the project.</param>
    /// <param name="now">The time.</param>
    /// <param name="shared">Reports that may pass out of what the organization shares; null where it has no limit.</param>
    public Verdict Decide(IReadOnlyList<Arrival> batch, DateTimeOffset now, int? shared = null)
    {
        var verdict = new Verdict { Unused = shared ?? 0 };
        _groups.Clear();
        foreach (var arrival in batch)
        {
            if (Turned(arrival) is { } reason)
            {
                verdict.Ended.Add((arrival, Free(now) is { } flood ? Outcome.RateLimited(flood) : Outcome.Filtered(reason)));
            }
            else if (arrival.Stands == 0)
            {
                verdict.Ended.Add((arrival, Outcome.Sampled));
            }
            else if ((arrival.Noise.IsNoise ? UseFree(arrival, now) : UseMonth(arrival, now, shared is null ? null : verdict.Unused)) is { } hit)
            {
                verdict.Ended.Add((arrival, Outcome.RateLimited(hit)));
            }
            else
            {
                verdict.Unused -= shared is null || arrival.Noise.IsNoise ? 0 : 1;
                Group(arrival.IssueKey, arrival);
            }
        }

        foreach (var group in _groups.Values)
        {
            Admit(group, verdict, now);
        }

        return verdict;
    }

    /// <summary>Ends the look-up: what has an issue goes there, what enough networks have seen gets one, the rest counts as "other" of its kind.</summary>
    /// <param name="lookedUp">A verdict's <see cref="Verdict.ToLookUp"/>.</param>
    /// <param name="found">Those of its keys that have an issue.</param>
    public List<AdmittedGroup> Settle(IReadOnlyList<AdmittedGroup> lookedUp, IReadOnlySet<IssueKey> found)
    {
        var admitted = new List<AdmittedGroup>(lookedUp.Count);
        _groups.Clear();
        foreach (var group in lookedUp)
        {
            var key = group.Reports.Key;
            if (found.Contains(key))
            {
                BudgetOf(group.Reports)?.Learn(key);
                admitted.Add(group);
            }
            else if (IsPromoted(group.Reports))
            {
                admitted.Add(group);
            }
            else
            {
                group.Reports.Arrivals.ForEach(arrival => Group(key with { Fingerprint = Fingerprint.Overflow }, arrival));
            }
        }

        admitted.AddRange(_groups.Values.Select(group => new AdmittedGroup(group, null)));
        return admitted;
    }

    /// <summary>Learns what became of a group: a reservation that made no issue is given back.</summary>
    public void Learn(in AdmittedGroup group, in RecordResult result)
    {
        if (BudgetOf(group.Reports) is not { } budget)
        {
            return;
        }

        if (group.Reservation is { } reservation)
        {
            budget.Settle(reservation, result.IsNew);
        }

        if (result.Outcome.Kind == OutcomeKind.Accepted)
        {
            budget.Learn(group.Reports.Key);
        }
    }

    private void Apply()
    {
        _windows.Apply(_settings);
        _guard.Apply(_settings);
        var keys = _settings.Keys.Where(key => key.Kinds is not null).ToDictionary(key => key.Id, key => key.Kinds!);
        _kinds = keys.Count > 0 ? keys : null;
        _budget ??= _settings.NewIssuesPerHour is { } perHour ? new(perHour, _networkShare) : null;
        _noiseBudget ??= _settings.NewIssuesPerHour is { } ofAll ? new((ofAll + NoiseShare - 1) / NoiseShare, _networkShare) : null;
    }

    /// <summary>Noise, forged reports among it, has a budget of its own, so that it never uses up that of the others.</summary>
    private NewIssueBudget? BudgetOf(ReportGroup group) => group.Arrivals[0].Noise.IsNoise ? _noiseBudget : _budget;

    /// <summary>What uses up no quota costs work all the same: a flood of it is refused.</summary>
    private LimitHit? Free(DateTimeOffset now)
    {
        if (!_free.HasRoom(now))
        {
            return new(LimitScope.Project, _free.RetryAfter(now), OutcomeReasons.FreeLimit);
        }

        _free.Use(now);
        return null;
    }

    private LimitHit? UseFree(Arrival arrival, DateTimeOffset now) =>
        _free.HasRoom(now) ? _windows.Use(arrival.Key, now, null) ?? Free(now) : Free(now);

    private LimitHit? UseMonth(Arrival arrival, DateTimeOffset now, int? shared)
    {
        var (issue, network) = (arrival.IssueKey, arrival.From.Network);
        var isKnown = _budget?.IsKnown(issue) ?? false;
        if ((_guard.Check(issue, isKnown, network, now) ?? _windows.Use(arrival.Key, now, shared)) is { } hit)
        {
            return hit;
        }

        _guard.Count(issue, isKnown, network);
        return null;
    }

    /// <summary>Why the report is not counted; null where it is.</summary>
    private string? Turned(Arrival arrival) =>
        !_domains.Allow(arrival.From.Origin) ? OutcomeReasons.Cors
        : _kinds is not null && _kinds.TryGetValue(arrival.Key, out var kinds) && !kinds.Contains(arrival.Report.Kind) ? OutcomeReasons.KeyKinds
        : Filtered(arrival);

    /// <summary>Why the report is turned away. What only the project knows of noise is known from here on.</summary>
    private string? Filtered(Arrival arrival)
    {
        if (arrival.FilteredBy is { } reason)
        {
            return reason;
        }

        if (!_domains.IsOwn(arrival.Report.DocumentHost) && arrival.Noise.Class != NoiseClass.Translated)
        {
            arrival.Noise = arrival.Noise.With(NoiseReasons.ForeignDocument);
        }
        else if (_variants.IsRare(arrival))
        {
            arrival.Noise = arrival.Noise.With(NoiseReasons.RarePolicy);
        }

        return _settings.Filters.Match(arrival.Noise);
    }

    private void Group(IssueKey key, Arrival arrival)
    {
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = new(key, []));
        }

        group.Arrivals.Add(arrival);
    }

    private void Admit(ReportGroup group, Verdict verdict, DateTimeOffset now)
    {
        var budget = BudgetOf(group);
        if (budget is null || budget.IsKnown(group.Key))
        {
            verdict.Admitted.Add(new(group, null));
        }
        else if (budget.TryReserve(group.Key, group.Arrivals[0].From.Network, now) is { } reservation)
        {
            verdict.Admitted.Add(new(group, reservation));
        }
        else
        {
            verdict.ToLookUp.Add(new(group, null));
        }
    }

    private bool IsPromoted(ReportGroup group)
    {
        var promoted = false;
        var budget = BudgetOf(group);
        foreach (var arrival in group.Arrivals)
        {
            promoted |= budget is null || budget.IsPromoted(group.Key, arrival.From.Network);
        }

        return promoted;
    }
}
