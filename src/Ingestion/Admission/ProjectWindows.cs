using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Admission;

/// <summary>The fixed windows of a project and its keys, and what of them is leased. Pure but for the time it is given; not thread-safe.</summary>
internal sealed class ProjectWindows
{
    private readonly Dictionary<KeyId, FixedWindow> _keys = [];
    private FixedWindow? _project;

    /// <summary>Takes limits over. Windows whose limit stays the same go on.</summary>
    public void Apply(ProjectSettings settings)
    {
        _project = Window(settings.Limit, _project);
        foreach (var key in settings.Keys)
        {
            if (Window(key.Limit, _keys.GetValueOrDefault(key.Id)) is { } window)
            {
                _keys[key.Id] = window;
            }
            else
            {
                _keys.Remove(key.Id);
            }
        }
    }

    /// <summary>
    /// What a shell that may be killed has to remember before it lets <paramref name="reports"/> more be decided on; null where nothing has. All windows, some
    /// further than they are used: what was remembered and not used is lost with the gate, and so a limit is never exceeded, whoever goes on with it.
    /// </summary>
    public IReadOnlyList<WindowUse>? Lease(int reports, DateTimeOffset now)
    {
        List<WindowUse>? leases = null;
        foreach (var (key, window) in All())
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
    public IReadOnlyList<WindowUse> Uses() => [.. All().Select(item => item.Window.Use(item.Key))];

    /// <summary>Counts a report against its key, project and organization unless one of them is full; then the one that is full for longest is named.</summary>
    /// <param name="key">The key it came with.</param>
    /// <param name="now">The time.</param>
    /// <param name="shared">What is left of what the organization shares; null where it has no limit. Whoever asks counts it.</param>
    public LimitHit? Use(KeyId key, DateTimeOffset now, int? shared)
    {
        var ofKey = _keys.GetValueOrDefault(key);
        var hit = Longer(Hit(ofKey, LimitScope.Key, OutcomeReasons.KeyLimit, now), Hit(_project, LimitScope.Project, OutcomeReasons.ProjectLimit, now));
        hit = Longer(hit, shared == 0 ? new(LimitScope.Organization, Month.Of(now).Ends - now, OutcomeReasons.OrganizationQuota) : null);
        if (hit is null)
        {
            ofKey?.Use(now);
            _project?.Use(now);
        }

        return hit;
    }

    private static LimitHit? Hit(FixedWindow? window, LimitScope scope, string reason, DateTimeOffset now) =>
        window is null || window.HasRoom(now) ? null : new(scope, window.RetryAfter(now), reason);

    private static LimitHit? Longer(LimitHit? one, LimitHit? other) => other is null || one?.RetryAfter > other.RetryAfter ? one : other;

    private static FixedWindow? Window(RateLimit? limit, FixedWindow? current) =>
        limit is null ? null : current?.Limit == limit ? current : new(limit);

    private IEnumerable<(KeyId Key, FixedWindow Window)> All()
    {
        foreach (var (key, window) in _keys)
        {
            yield return (key, window);
        }

        if (_project is not null)
        {
            yield return (default, _project);
        }
    }

    private void ForEach(IReadOnlyList<WindowUse> uses, Action<FixedWindow, WindowUse> action)
    {
        foreach (var use in uses)
        {
            var window = use.Key == default ? _project : _keys.GetValueOrDefault(use.Key);
            if (window?.Limit == use.Limit)
            {
                action(window, use);
            }
        }
    }
}
