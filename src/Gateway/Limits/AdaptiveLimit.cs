namespace Picket.Gateway.Limits;

/// <summary>
/// How many reports of one project hosts may have at once before reports wait for each other there. Answers that take much longer than at rest say that there are too many, whatever is
/// short: processors, a disk, a network (TCP Vegas judges so). How long they take at rest, a look shows: for a few beats projects have an eighth of what uncrowded hosts would take (BBR does
/// the like), so a host that has become slower is not taken for a crowded one. Looks begin by the wall clock, so that all gateways look together. Not thread-safe.
/// </summary>
/// <param name="crowdedAt">So many times as long as at rest answers take where it is crowded.</param>
internal sealed class AdaptiveLimit(double crowdedAt)
{
    /// <summary>No limit.</summary>
    public const int None = int.MaxValue;

    /// <summary>The lowest one.</summary>
    public const int Lowest = 4;

    /// <summary>One that has grown to this holds nobody up, and ends.</summary>
    private const int Highest = 10_000;

    /// <summary>Where answers take so many times as long as at rest, more at once bring no more of them.</summary>
    private const double FullAt = 4;

    /// <summary>Crowded beats in a row that are worth a look: a disk that hangs for a moment is not.</summary>
    private const int Suspicious = 3;

    /// <summary>From here on the limit is too low for what comes, and may rise until hosts are full: better that all wait a little than that reports are refused.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan LookSoon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestIsFresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RestLasts = TimeSpan.FromMinutes(10);

    private TimeSpan _rest = TimeSpan.MaxValue;
    private DateTimeOffset _before;
    private DateTimeOffset _looked;
    private RestLook? _look;
    private bool _isUnsure;
    private bool _isDoubted;
    private int _limit = None;
    private int _crowded;
    private int _settling;

    /// <summary>The limit for the next beat.</summary>
    /// <param name="seen">What was seen in this one.</param>
    /// <param name="now">When it ends.</param>
    public int Next(in HostsSeen seen, DateTimeOffset now)
    {
        if (!seen.SeveralProjects)
        {
            (_crowded, _look, _isUnsure, _isDoubted) = (0, null, false, false);
            return _limit = None;
        }

        if (_look is not null)
        {
            return _look.GoesOn(seen) ? _look.Limit : End(_look);
        }

        if (seen.AnswerTime is not { } took)
        {
            return _limit;
        }

        _rest = took < _rest ? took + (_rest < TimeSpan.MaxValue ? (_rest - took) * 0.75 : TimeSpan.Zero) : _rest; // A quarter of the way: one beat is not much to go by.
        var isCrowded = took > _rest * (seen.LongestWait < LongWait ? crowdedAt : Math.Max(crowdedAt, FullAt));
        _crowded = isCrowded ? _crowded + 1 : 0;
        if (IsLookDue(seen, now))
        {
            _looked = now;
            _look = new(AtRest(seen.Busiest, took, 1.0 / 8), took, seen.Busiest);
            return _look.Limit;
        }

        if (_limit == None)
        {
            _isUnsure = _crowded >= Suspicious && seen.Busiest > 4 * Lowest && now - _looked < RestIsFresh;
            return _limit = _isUnsure ? AtRest(seen.Busiest, took, crowdedAt) : None;
        }

        return Adapt(isCrowded, took, seen.Busiest);
    }

    /// <summary>Up or down, once in the time of an answer: before that it does not show.</summary>
    private int Adapt(bool isCrowded, TimeSpan took, int busiest)
    {
        if (--_settling > 0)
        {
            return _limit;
        }

        _settling = RestLook.Beats(took);
        _limit = isCrowded ? Math.Max(Lowest, Math.Min(_limit, busiest) * 3 / 4) : _limit + (_limit / 8) + 1;
        return _limit = _limit < Highest ? _limit : None;
    }

    /// <summary>
    /// Whether to look at rest now. Without a limit: where it seems crowded and what is known of rest is not fresh, or where it is old. Else, where reports wait
    /// or hosts are crowded, every ten seconds, and soon where rest is not sure.
    /// </summary>
    private bool IsLookDue(in HostsSeen seen, DateTimeOffset now)
    {
        (var before, _before) = (_before, now);
        var isNew = _limit == None && !_isDoubted;
        var every = (isNew || _isUnsure ? LookSoon : LookAgain).Ticks;
        if (before.Ticks / every == now.Ticks / every)
        {
            return false;
        }

        var age = now - _looked;
        return isNew
            ? seen.Busiest > 4 * Lowest && age > (_crowded >= Suspicious ? RestIsFresh : RestLasts)
            : _isDoubted || _crowded > 0 || seen.LongestWait > TimeSpan.Zero;
    }

    private int End(RestLook look)
    {
        (_look, _crowded) = (null, 0);
        var before = _rest;
        _rest = look.Rest ?? _rest;
        var isCrowded = look.TookBefore > _rest * crowdedAt;

        // It seemed crowded and seems so no more: hosts have become slower, or another gateway did not look at the same time. The next look is a common one.
        _isDoubted = !_isDoubted && !isCrowded && look.TookBefore > before * crowdedAt;

        // So much less than what was taken for rest: it may be less still.
        _isUnsure = _rest * crowdedAt < (before < look.TookBefore ? before : look.TookBefore);

        // Where there was none it grows from here: those who stood in line go on one after the other.
        return _limit = Math.Min(_limit, AtRest(look.BusiestBefore, look.TookBefore, crowdedAt));
    }

    /// <summary>Reports of one project at hosts with which answers would take so many times as long as at rest, if as many came in a second (Little's law).</summary>
    private int AtRest(int busiest, TimeSpan took, double times) => Math.Max(Lowest, (int)(busiest * (_rest / took) * times));
}
