namespace Picket.Web.Accounts;

/// <summary>Lets answers take whole steps of time, so that the few milliseconds that something takes longer for an account that exists are not to be seen.</summary>
internal readonly struct EvenTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly long _start;

    private EvenTime(TimeProvider time) => (_time, _start) = (time, time.GetTimestamp());

    /// <summary>Starts the clock.</summary>
    public static EvenTime Start(TimeProvider time) => new(time);

    /// <summary>Waits for the end of the step.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        var took = _time.GetElapsedTime(_start);
        return Task.Delay(TimeSpan.FromTicks(((took.Ticks / Step.Ticks) + 1) * Step.Ticks) - took, _time, cancellation);
    }
}
