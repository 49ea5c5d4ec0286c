using Microsoft.Extensions.Logging;

namespace Picket.Web.Dashboard.Live;

/// <summary>
/// Tells open pages that what they show has changed. Each project or organization that is looked at is polled once a second, however many look; one that nobody looks at
/// costs nothing.
/// </summary>
internal sealed partial class LiveHub
{
    /// <summary>Between two looks at a place.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const int LooksPerBeat = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<LivePlace, Watch> _watches = [];
    private readonly StampSource _stamps;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveHub> _log;
    private int _free;

    /// <param name="stamps">Where changes show.</param>
    /// <param name="time">The clock.</param>
    /// <param name="maxListeners">Pages that may listen at once.</param>
    /// <param name="log">For a source that is away.</param>
    /// <param name="stopping">The host stops: all listeners are let go, and no more come in.</param>
    public LiveHub(StampSource stamps, TimeProvider time, int maxListeners, ILogger<LiveHub> log, CancellationToken stopping)
    {
        (_stamps, _time, _free, _log) = (stamps, time, maxListeners, log);
        stopping.Register(Stop);
    }

    /// <summary>Listens to <paramref name="place"/>: the first signal comes at once, since the page may be older than the listening. Null where too many listen already.</summary>
    public Listener? TryListen(LivePlace place)
    {
        Listener listener;
        Watch? begun = null;
        lock (_gate)
        {
            if (_free <= 0)
            {
                return null;
            }

            _free--;
            if (!_watches.TryGetValue(place, out var watch))
            {
                _watches.Add(place, watch = begun = new());
            }

            listener = new(leaving => Leave(place, watch, leaving));
            watch.Listeners.Add(listener);
        }

        if (begun is null)
        {
            listener.Tell(LiveSignal.Changed);
        }
        else
        {
            _ = PollAsync(place, begun);
        }

        return listener;
    }

    private void Leave(LivePlace place, Watch watch, Listener listener)
    {
        lock (_gate)
        {
            _free++;
            watch.Listeners.Remove(listener);
            if (watch.Listeners.Count > 0)
            {
                return;
            }

            _watches.Remove(place);
        }

        watch.End();
    }

    private async Task PollAsync(LivePlace place, Watch watch)
    {
        using var timer = new PeriodicTimer(Pause, _time);
        string? known = null;
        var isAway = false;
        try
        {
            for (var look = 1; ; look++)
            {
                if (await LookAsync(place, isAway, watch.Ended).ConfigureAwait(false) is not { } stamp)
                {
                    isAway = true;
                }
                else
                {
                    isAway = false;
                    if (stamp != known)
                    {
                        Tell(watch, LiveSignal.Changed);
                    }

                    known = stamp;
                }

                if (look % LooksPerBeat == 0)
                {
                    Tell(watch, LiveSignal.Beat);
                }

                await timer.WaitForNextTickAsync(watch.Ended).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (watch.Ended.IsCancellationRequested)
        {
            watch.Dispose(); // Nobody listens any more.
        }
    }

    /// <summary>Null where the stamp cannot be had now; said once, and once more when it can again.</summary>
    private async Task<string?> LookAsync(LivePlace place, bool wasAway, CancellationToken cancellation)
    {
        try
        {
            var stamp = await _stamps(place, cancellation).ConfigureAwait(false);
            if (wasAway)
            {
                LogBack(place);
            }

            return stamp;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (!wasAway)
            {
                LogAway(place, e);
            }

            return null;
        }
    }

    private void Tell(Watch watch, LiveSignal signal)
    {
        lock (_gate)
        {
            foreach (var listener in watch.Listeners)
            {
                listener.Tell(signal);
            }
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _free = int.MinValue / 2;
            foreach (var listener in _watches.Values.SelectMany(watch => watch.Listeners))
            {
                listener.End();
            }
        }
    }

    [LoggerMessage(3401, LogLevel.Warning, "Pages of {Place} do not update by themselves for now.")]
    private partial void LogAway(LivePlace place, Exception cause);

    [LoggerMessage(3402, LogLevel.Information, "Pages of {Place} update by themselves again.")]
    private partial void LogBack(LivePlace place);
}
