using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Decides what of a project's reports comes in: allowed domains, then filters, then limits, then the budget for new issues. Whole batches, synchronously, pure
/// but for the time it is given; its shell calls it from one thread at a time. Filtered reports use up no limit, as at Sentry.
/// </summary>
public sealed class ProjectGate
{
    /// <summary>Noise may make one new issue for each four that the rest may.</summary>
    private const int NoiseShare = 4;

    private readonly double _networkShare;
    private readonly Dictionary<KeyId, FixedWindow> _keyWindows = [];
    private readonly Dictionary<IssueKey, ReportGroup> _groups = [];
    private ProjectSettings _settings;
    private AllowedDomains _domains;
    private FixedWindow? _projectWindow;
    private readonly PolicyVariants _variants = new();
    private NewIssueBudget? _budget;
    private NewIssueBudget? _noiseBudget;

    /// <summary>A gate under <paramref name="settings"/>; a network may use <paramref name="networkShare"/> of the new-issue budget.</summary>
    public ProjectGate(ProjectSettings settings, double networkShare)
    {
        (_networkShare, _settings, _domains) = (networkShare, settings, new(settings.AllowedDomains));
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

    /// <summary>
    /// What a shell that may be killed has to remember before it lets <paramref name="reports"/> more be decided on; null where nothing has. All windows, some
    /// further than they are used: what was remembered and not used is lost with the gate, and so a limit is never exceeded, whoever goes on with it.
    /// </summary>
    public IReadOnlyList<WindowUse>? Lease(int reports, DateTimeOffset now)
    {
        List<WindowUse>? leases = null;
        foreach (var (key, window) in Windows())
        {
            if (window.Lease(key, reports, now) is { } lease)
            {
                (leases ??= []).Add(lease);
            }
        }

        return leases;
    }

    /// <summary>What <see cref="Lease"/> asked for is remembered.</summary>
    public void Grant(IReadOnlyList<WindowUse> uses) => ForEach(uses, (window, use) => window.Grant(use));

    /// <summary>Goes on where an earlier gate of the project ended.</summary>
    public void Restore(IReadOnlyList<WindowUse> uses) => ForEach(uses, (window, use) => window.Restore(use));

    /// <summary>What is really used of each window.</summary>
    public IReadOnlyList<WindowUse> Uses() => [.. Windows().Select(item => item.Window.Use(item.Key))];

    /// <summary>Decides on a batch.</summary>
    public Verdict Decide(IReadOnlyList<Arrival> batch, DateTimeOffset now)
    {
        var verdict = new Verdict();
        _groups.Clear();
        foreach (var arrival in batch)
        {
            if (!_domains.Allow(arrival.From.Origin))
            {
                verdict.Ended.Add((arrival, Outcome.Filtered(OutcomeReasons.Cors)));
            }
            else if (Filtered(arrival) is { } reason)
            {
                verdict.Ended.Add((arrival, Outcome.Filtered(reason)));
            }
            else if (OverLimit(arrival.Key, now) is { } hit)
            {
                verdict.Ended.Add((arrival, Outcome.RateLimited(hit)));
            }
            else
            {
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
        _projectWindow = Window(_settings.Limit, _projectWindow);
        foreach (var key in _settings.Keys)
        {
            if (Window(key.Limit, _keyWindows.GetValueOrDefault(key.Id)) is { } window)
            {
                _keyWindows[key.Id] = window;
            }
            else
            {
                _keyWindows.Remove(key.Id);
            }
        }

        _budget ??= _settings.NewIssuesPerHour is { } perHour ? new(perHour, _networkShare) : null;
        _noiseBudget ??= _settings.NewIssuesPerHour is { } ofAll ? new((ofAll + NoiseShare - 1) / NoiseShare, _networkShare) : null;
    }

    /// <summary>Noise, forged reports among it, has a budget of its own, so that it never uses up that of the others.</summary>
    private NewIssueBudget? BudgetOf(ReportGroup group) => group.Arrivals[0].Noise.IsNoise ? _noiseBudget : _budget;

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
        else if (HasRarePolicy(arrival))
        {
            arrival.Noise = arrival.Noise.With(NoiseReasons.RarePolicy);
        }

        return _settings.Filters.Match(arrival.Noise);
    }

    private bool HasRarePolicy(Arrival arrival)
    {
        var (report, from) = (arrival.Report, arrival.From);
        if (report.Csp is not { PolicyId: not 0 and var policy } || report.DocumentUri is not { } document)
        {
            return false;
        }

        // Browsers write a policy in ways of their own, and each page may have its own.
        var page = document.AsSpan(0, document.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? query : document.Length);
        var family = from.Browser.AsSpan(0, Math.Max(0, from.Browser.LastIndexOf(' ')));
        var hash = HashCode.Combine(string.GetHashCode(page), string.GetHashCode(family), report.Disposition);
        return _variants.IsRare((uint)hash, policy, from.Network);
    }

    private IEnumerable<(KeyId Key, FixedWindow Window)> Windows()
    {
        foreach (var (key, window) in _keyWindows)
        {
            yield return (key, window);
        }

        if (_projectWindow is not null)
        {
            yield return (default, _projectWindow);
        }
    }

    private void ForEach(IReadOnlyList<WindowUse> uses, Action<FixedWindow, WindowUse> action)
    {
        foreach (var use in uses)
        {
            var window = use.Key == default ? _projectWindow : _keyWindows.GetValueOrDefault(use.Key);
            if (window?.Limit == use.Limit)
            {
                action(window, use);
            }
        }
    }

    private static FixedWindow? Window(RateLimit? limit, FixedWindow? current) =>
        limit is null ? null : current?.Limit == limit ? current : new(limit);

    /// <summary>Counts the report against its key and project unless one of them is full; then the one that is full for longest is named.</summary>
    private LimitHit? OverLimit(KeyId key, DateTimeOffset now)
    {
        var ofKey = _keyWindows.GetValueOrDefault(key);
        var keyHit = ofKey is null || ofKey.HasRoom(now) ? null : new LimitHit(LimitScope.Key, ofKey.RetryAfter(now), OutcomeReasons.KeyLimit);
        var projectHit = _projectWindow is null || _projectWindow.HasRoom(now)
            ? null
            : new LimitHit(LimitScope.Project, _projectWindow.RetryAfter(now), OutcomeReasons.ProjectLimit);
        if (keyHit is null && projectHit is null)
        {
            ofKey?.Use(now);
            _projectWindow?.Use(now);
            return null;
        }

        return projectHit is null || keyHit?.RetryAfter > projectHit.RetryAfter ? keyHit : projectHit;
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
