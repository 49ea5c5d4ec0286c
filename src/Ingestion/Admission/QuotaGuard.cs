using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Admission;

/// <summary>
/// Keeps strangers from spending an organization's month: a project's key is in every visitor's hands. An hour may bring ten times what hours usually bring, and a network may use a
/// small part of the month in a day. Above the hour, issues that are rare in it still get their reports. Bounded; pure but for the time it is given; not thread-safe.
/// </summary>
internal sealed class QuotaGuard(Protection protection)
{
    /// <summary>An hour is a spike from so many times the usual one on.</summary>
    public const int SpikeFactor = 10;

    /// <summary>Reports that each known issue gets in an hour although the hour is a spike.</summary>
    public const int RarePerHour = 60;

    /// <summary>One part in so many of the hour is there, once more, for issues that are not known: they may be made up.</summary>
    public const int ReserveShare = 10;

    /// <summary>What one network may always use in a day.</summary>
    public const int NetworkFloor = 1000;

    private const int NetworksRemembered = 2048;
    private const int IssuesRemembered = 4096;

    private RecentMap<ulong, int> _networks = new(NetworksRemembered);
    private RecentMap<IssueKey, int>? _rare;
    private long? _perHour;
    private long? _perNetwork;
    private long _hour = long.MinValue;
    private long _day = long.MinValue;
    private long _used;
    private long _reserveUsed;

    /// <summary>Takes settings over. What is counted stays.</summary>
    public void Apply(ProjectSettings settings)
    {
        var quota = settings.OrganizationLimit;
        _perHour = quota is not null && settings.SpikeProtection && settings.HourlyMean is { } mean ? Math.Max(protection.SpikeFloor, mean * SpikeFactor) : null;
        _perNetwork = quota is { } month ? Math.Max(NetworkFloor, (long)(month * protection.NetworkDayShare)) : null;
    }

    /// <summary>Why a report must not use up any of the month; null where it may.</summary>
    /// <param name="issue">Its issue.</param>
    /// <param name="isKnown">That issue is there already.</param>
    /// <param name="network">Where it comes from.</param>
    /// <param name="now">The time.</param>
    public LimitHit? Check(IssueKey issue, bool isKnown, ulong network, DateTimeOffset now)
    {
        Turn(now);
        if (_perNetwork is { } perNetwork && Of(_networks, network) >= perNetwork)
        {
            return new(LimitScope.Project, Rest(now, TimeSpan.TicksPerDay), OutcomeReasons.NetworkShare);
        }

        return _perHour is { } perHour && _used >= perHour && !IsRare(issue, isKnown, perHour)
            ? new(LimitScope.Project, Rest(now, TimeSpan.TicksPerHour), OutcomeReasons.Spike)
            : null;
    }

    /// <summary>Counts a report that passed all limits.</summary>
    public void Count(IssueKey issue, bool isKnown, ulong network)
    {
        if (_perNetwork is not null)
        {
            _networks.Set(network, Of(_networks, network) + 1);
        }

        if (_perHour is { } perHour && _used++ >= perHour)
        {
            _rare ??= new(IssuesRemembered);
            _rare.Set(issue, Of(_rare, issue) + 1);
            _reserveUsed += isKnown ? 0 : 1;
        }
    }

    private static int Of<T>(RecentMap<T, int> counts, T key)
        where T : notnull => counts.TryGet(key, out var count) ? count : 0;

    private static TimeSpan Rest(DateTimeOffset now, long window) => TimeSpan.FromTicks(window - (now.UtcTicks % window));

    private bool IsRare(IssueKey issue, bool isKnown, long perHour) =>
        (_rare is null || Of(_rare, issue) < RarePerHour) && (isKnown || _reserveUsed < perHour / ReserveShare);

    /// <summary>A clock that steps back stays in the later hour and day.</summary>
    private void Turn(DateTimeOffset now)
    {
        if (now.UtcTicks / TimeSpan.TicksPerHour is var hour && hour > _hour)
        {
            (_hour, _used, _reserveUsed, _rare) = (hour, 0, 0, null);
        }

        if (now.UtcTicks / TimeSpan.TicksPerDay is var day && day > _day)
        {
            (_day, _networks) = (day, new(NetworksRemembered)); // Networks are other hashes each day.
        }
    }
}
