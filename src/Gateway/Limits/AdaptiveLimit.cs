namespace Picket.Gateway.Limits;

/// <summary>
/// How many reports of one project hosts may have at once before reports wait for each other there. Answers that take much longer than at rest say that there are too many, whatever is
/// short: processors, a disk, a network (TCP Vegas judges so). How long they take at rest, a look shows: for a few beats projects have half of what uncrowded hosts would take (BBR does
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
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookSoon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestLasts = TimeSpan.FromMinutes(10);

    private TimeSpan _rest = TimeSpan.MaxValue;
    private DateTimeOffset _before;
    private DateTimeOffset _looked;
    private RestLook? _look;
    private bool _isSinking;
    private int _limit = None;
    private int _crowded;
    private int _settling;

    /// <summary>The limit for the next beat.</summary>
    /// <param name="seen">What was seen in this one.</param>
    /// <param name="now">When it ends.</param>
    public int Next(in HostsSeen seen, DateTimeOffset now)
    {
        (var before, _before) = (_before, now);
        if (!seen.SeveralProjects)
        {
            (_crowded, _look, _isSinking) = (0, null, false);
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

        _rest = took < _rest ? took : _rest;
        var isCrowded = took > _rest * (seen.LongestWait < LongWait ? crowdedAt : Math.Max(crowdedAt, FullAt));
        _crowded = isCrowded ? _crowded + 1 : 0;
        if (IsLookDue(seen, before, now))
        {
            _looked = now;
            _look = new(Math.Max(Lowest, (int)(Math.Min(_limit, seen.Busiest) * (_rest / took) / 2)), took, seen.Busiest);
            return _look.Limit;
        }

        return _limit == None ? None : Adapt(isCrowded, took, seen.Busiest);
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

    /// <summary>Whether to look at rest now: while there is a limit from time to time, and soon where the last look found less; without one, where it seems crowded, or none was for long.</summary>
    private bool IsLookDue(in HostsSeen seen, DateTimeOffset before, DateTimeOffset now)
    {
        var every = (_limit == None || _isSinking ? LookSoon : LookAgain).Ticks;
        return before.Ticks / every != now.Ticks / every
            && (_limit != None || (seen.Busiest > 4 * Lowest && now - _looked > (_crowded >= Suspicious ? LookAgain / 2 : RestLasts)));
    }

    private int End(RestLook look)
    {
        (_look, _crowded) = (null, 0);
        if (look.Rest is { } rest)
        {
            // Less than half of it is crowded, too: it has not been at rest yet.
            _isSinking = rest * crowdedAt < (_rest < look.TookBefore ? _rest : look.TookBefore);
            _rest = rest;
        }

        if (_limit == None)
        {
            // One that grows from where it was: those who stood in line go on one after the other.
            _limit = Math.Max(Lowest, look.TookBefore > _rest * crowdedAt ? look.BusiestBefore * 3 / 4 : look.BusiestBefore);
        }

        return _limit;
    }
}
