namespace Picket.Gateway.Limits;

/// <summary>
/// How many reports of one project hosts may have at once before reports wait for each other there. Answers that take much longer than at rest say that there are too many, whatever is
/// short: processors, a disk, a network. As TCP Vegas does it, but less at once when crowded; and as BBR does, rest is looked at again from time to time, with few under way for a moment,
/// so that a host which has become slower is not taken for a crowded one. Not thread-safe.
/// </summary>
/// <param name="crowdedAt">So many times as long as at rest answers take where it is crowded.</param>
internal sealed class AdaptiveLimit(double crowdedAt)
{
    /// <summary>No limit.</summary>
    public const int None = int.MaxValue;

    /// <summary>The lowest limit, and the one while rest is looked at.</summary>
    public const int Lowest = 16;

    /// <summary>A limit that has grown to this holds nobody up, and ends.</summary>
    private const int Highest = 10_000;

    /// <summary>Answers without which a beat says nothing.</summary>
    private const int Enough = 20;

    /// <summary>Crowded beats in a row after which a limit begins: a disk that hangs for a moment is none.</summary>
    private const int Patience = 3;

    /// <summary>Beats between two looks at rest: while there is a limit, and while there is none, where a look makes reports wait that would not.</summary>
    private const int OftenLooked = 100, SeldomLooked = 600;

    /// <summary>Beats that a look takes: in the first, what was under way before is still answered.</summary>
    private const int Look = 2;

    private TimeSpan _rest = TimeSpan.MaxValue;
    private int _limit = None;
    private int _crowded;
    private int _sinceLook = SeldomLooked;
    private int _looking;

    /// <summary>The limit for the next beat.</summary>
    /// <param name="beat">What was seen in this one.</param>
    public int Next(in HostsSeen beat)
    {
        if (!beat.SeveralProjects || beat.Answers < Enough)
        {
            (_crowded, _looking) = (0, 0);
            return _limit = None;
        }

        if (_looking > 0)
        {
            if (--_looking > 0)
            {
                return Lowest;
            }

            _rest = beat.AnswerTime;
            return _limit;
        }

        if (++_sinceLook > (_limit == None ? SeldomLooked : OftenLooked) && (_limit != None || beat.Busiest > Lowest))
        {
            (_looking, _sinceLook) = (Look, 0);
            return Lowest;
        }

        _rest = beat.AnswerTime < _rest ? beat.AnswerTime : _rest;
        _crowded = beat.AnswerTime > _rest * crowdedAt ? _crowded + 1 : 0;
        if (_crowded > 0 && (_limit != None || _crowded >= Patience))
        {
            _limit = Math.Max(Lowest, Math.Min(_limit, beat.Busiest) * 3 / 4);
        }
        else if (_limit != None)
        {
            _limit += (_limit / 8) + 1;
            _limit = _limit >= Highest ? None : _limit;
        }

        return _limit;
    }
}
