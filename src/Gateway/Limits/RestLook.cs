namespace Picket.Gateway.Limits;

/// <summary>A look at how long hosts take to answer at rest: few beats with little under way. Not thread-safe.</summary>
/// <param name="limit">Reports of one project that hosts may have meanwhile.</param>
/// <param name="tookBefore">How long they took to answer before it.</param>
/// <param name="busiestBefore">Reports of one project that they had then.</param>
internal sealed class RestLook(int limit, TimeSpan tookBefore, int busiestBefore)
{
    /// <summary>Beats that show rest: other gateways' looks begin a part of a beat earlier or later.</summary>
    private const int Shown = 2;

    /// <summary>Beats after which it is given up, because hosts answer nothing.</summary>
    private const int Longest = 20;

    private readonly int _draining = Beats(tookBefore);
    private int _beats;
    private int _shown;

    /// <summary>Reports of one project that hosts may have meanwhile.</summary>
    public int Limit => limit;

    /// <summary>How long they took to answer before it.</summary>
    public TimeSpan TookBefore => tookBefore;

    /// <summary>Reports of one project that they had then.</summary>
    public int BusiestBefore => busiestBefore;

    /// <summary>How long they take at rest; null until it has shown.</summary>
    public TimeSpan? Rest { get; private set; }

    /// <summary>Beats until what is sent now has been answered, where that takes so long; a second at most, because hosts that have hung are fast again.</summary>
    public static int Beats(TimeSpan took) => 1 + (int)Math.Min(10, took / FairQueueBeat.Beat);

    /// <summary>Takes note of one beat: what was sent before the look is answered first, the beats after that show rest.</summary>
    /// <returns>False at the end.</returns>
    public bool GoesOn(in HostsSeen seen)
    {
        if (++_beats > _draining && seen.AnswerTime is { } took)
        {
            Rest = Rest < took ? Rest : took;
            _shown++;
        }

        return _shown < Shown && _beats < _draining + Longest;
    }
}
