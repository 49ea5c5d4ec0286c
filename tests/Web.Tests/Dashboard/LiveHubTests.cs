using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion;
using Picket.Web.Dashboard.Live;

namespace Picket.Web.Tests.Dashboard;

public sealed class LiveHubTests : IDisposable
{
    private static readonly LivePlace One = LivePlace.Of(new ProjectId(1));
    private static readonly LivePlace Two = LivePlace.Of(new OrganizationId(1));

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<LivePlace> _looks = [];
    private readonly ConcurrentDictionary<LivePlace, string> _stamps = [];
    private bool _isAway;

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public void A_listener_looks_again_at_once_since_its_page_may_be_old()
    {
        var hub = Hub();
        using var first = Listen(hub, One);
        using var second = Listen(hub, One);
        Assert.Equal([LiveSignal.Changed], Heard(first));
        Assert.Equal([LiveSignal.Changed], Heard(second));
    }

    [Fact]
    public void All_who_look_at_a_place_hear_of_its_changes_and_of_no_others()
    {
        var hub = Hub();
        Listener[] listeners = [Listen(hub, One), Listen(hub, One), Listen(hub, Two)];
        Array.ForEach(listeners, listener => Heard(listener));

        _time.Advance(LiveHub.Pause);
        Assert.All(listeners, listener => Assert.Empty(Heard(listener)));

        _stamps[One] = "changed";
        _time.Advance(LiveHub.Pause);
        Assert.Equal([LiveSignal.Changed], Heard(listeners[0]));
        Assert.Equal([LiveSignal.Changed], Heard(listeners[1]));
        Assert.Empty(Heard(listeners[2]));
    }

    [Fact]
    public void A_project_is_looked_at_once_a_second_however_many_listen()
    {
        var hub = Hub();
        var listeners = Enumerable.Range(0, 5).Select(_ => Listen(hub, One)).ToArray();
        for (var second = 0; second < 3; second++)
        {
            _time.Advance(LiveHub.Pause);
        }

        Assert.Equal(4, _looks.Count);
        Array.ForEach(listeners, listener => listener.Dispose());
    }

    [Fact]
    public void Nobody_looks_at_what_nobody_looks_at()
    {
        var hub = Hub();
        var (first, second) = (Listen(hub, One), Listen(hub, One));
        first.Dispose();
        _time.Advance(LiveHub.Pause);
        Assert.Equal(2, _looks.Count);
        second.Dispose();
        second.Dispose();
        _time.Advance(LiveHub.Pause);
        _time.Advance(LiveHub.Pause);
        Assert.Equal(2, _looks.Count);

        using var again = Listen(hub, One);
        Assert.Equal(3, _looks.Count);
    }

    [Fact]
    public void Listeners_are_bounded()
    {
        var hub = Hub(maxListeners: 2);
        var first = Listen(hub, One);
        using var second = Listen(hub, Two);
        Assert.Null(hub.TryListen(One));
        first.Dispose();
        using var third = Listen(hub, One);
        Assert.Null(hub.TryListen(One));
    }

    [Fact]
    public void Many_changes_are_one_to_a_page_that_is_slow()
    {
        var hub = Hub();
        using var slow = Listen(hub, One);
        for (var i = 0; i < 50; i++)
        {
            _stamps[One] = $"{i}";
            _time.Advance(LiveHub.Pause);
        }

        Assert.InRange(Heard(slow).Count, 1, 2);
    }

    [Fact]
    public void A_quiet_connection_beats()
    {
        var hub = Hub();
        using var listener = Listen(hub, One);
        Heard(listener);
        for (var i = 0; i < 60; i++)
        {
            _time.Advance(LiveHub.Pause);
        }

        Assert.Equal([LiveSignal.Beat], Heard(listener));
    }

    [Fact]
    public void A_source_that_is_away_is_asked_again()
    {
        var hub = Hub();
        using var listener = Listen(hub, One);
        Heard(listener);
        _isAway = true;
        _time.Advance(LiveHub.Pause);
        _stamps[One] = "changed";
        _time.Advance(LiveHub.Pause);
        Assert.Empty(Heard(listener));
        _isAway = false;
        _time.Advance(LiveHub.Pause);
        Assert.Equal([LiveSignal.Changed], Heard(listener));
    }

    [Fact]
    public async Task A_host_that_stops_lets_everybody_go()
    {
        var hub = Hub();
        using var listener = Listen(hub, One);
        Heard(listener);
        await _stopping.CancelAsync();
        Assert.False(await listener.Signals.WaitToReadAsync());
        Assert.Null(hub.TryListen(One));
    }

    private LiveHub Hub(int maxListeners = 100) => new(StampAsync, _time, maxListeners, NullLogger<LiveHub>.Instance, _stopping.Token);

    private static Listener Listen(LiveHub hub, LivePlace place)
    {
        var listener = hub.TryListen(place);
        Assert.NotNull(listener);
        return listener;
    }

    private static List<LiveSignal> Heard(Listener listener)
    {
        List<LiveSignal> heard = [];
        while (listener.Signals.TryRead(out var signal))
        {
            heard.Add(signal);
        }

        return heard;
    }

    private Task<string> StampAsync(LivePlace place, CancellationToken cancellation)
    {
        _looks.Enqueue(place);
        return _isAway ? Task.FromException<string>(new TimeoutException()) : Task.FromResult(_stamps.GetValueOrDefault(place, ""));
    }
}
