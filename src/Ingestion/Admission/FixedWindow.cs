namespace Picket.Ingestion.Admission;

/// <summary>Counts reports against a <see cref="RateLimit"/>: exactly its count pass in each window.</summary>
public sealed class FixedWindow(RateLimit limit)
{
    // A lease is a sixteenth of the limit at least, so that a window is remembered a few times and not with each report.
    private const int LeasesPerWindow = 16;

    private long _window = long.MinValue;
    private int _used;
    private long _leasedWindow = long.MinValue;
    private int _leased;

    /// <summary>What it counts against.</summary>
    public RateLimit Limit { get; } = limit;

    /// <summary>True while another report would pass.</summary>
    public bool HasRoom(DateTimeOffset now) => WindowOf(now) != _window ? Limit.Count > 0 : _used < Limit.Count;

    /// <summary>Counts a report that passes.</summary>
    public void Use(DateTimeOffset now)
    {
        var window = WindowOf(now);
        (_window, _used) = window == _window ? (_window, _used + 1) : (window, 1);
    }

    /// <summary>What has to be remembered before so many reports more may pass; null where enough is.</summary>
    public WindowUse? Lease(KeyId key, int reports, DateTimeOffset now)
    {
        var window = WindowOf(now);
        var leased = window == _leasedWindow ? _leased : 0;
        var needed = (int)Math.Min(Limit.Count, (window == _window ? _used : 0) + (long)reports);
        return leased >= needed ? null : new(key, Limit, window, (int)Math.Min(Limit.Count, Math.Max(needed, (long)leased + (Limit.Count / LeasesPerWindow))));
    }

    /// <summary>So much is remembered.</summary>
    public void Grant(WindowUse use) => (_leasedWindow, _leased) = (use.Window, use.Used);

    /// <summary>Goes on from what was remembered: all of it counts as used.</summary>
    public void Restore(WindowUse use)
    {
        (_window, _used) = (use.Window, use.Used);
        Grant(use);
    }

    /// <summary>What is really used.</summary>
    public WindowUse Use(KeyId key) => new(key, Limit, _window, _used);

    /// <summary>Time until the window ends; more than zero.</summary>
    public TimeSpan RetryAfter(DateTimeOffset now) => TimeSpan.FromTicks(Limit.Window.Ticks - (now.UtcTicks % Limit.Window.Ticks));

    /// <summary>Windows are multiples of their length since the epoch; a clock that steps back stays in the later one.</summary>
    private long WindowOf(DateTimeOffset now) => Math.Max(_window, now.UtcTicks / Limit.Window.Ticks);
}
