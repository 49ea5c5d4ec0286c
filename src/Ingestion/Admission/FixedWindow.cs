namespace Picket.Ingestion.Admission;

/// <summary>Counts reports against a <see cref="RateLimit"/>: exactly its count pass in each window.</summary>
public sealed class FixedWindow(RateLimit limit)
{
    private long _window = long.MinValue;
    private int _used;

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

    /// <summary>Time until the window ends; more than zero.</summary>
    public TimeSpan RetryAfter(DateTimeOffset now) => TimeSpan.FromTicks(Limit.Window.Ticks - (now.UtcTicks % Limit.Window.Ticks));

    /// <summary>Windows are multiples of their length since the epoch; a clock that steps back stays in the later one.</summary>
    private long WindowOf(DateTimeOffset now) => Math.Max(_window, now.UtcTicks / Limit.Window.Ticks);
}
