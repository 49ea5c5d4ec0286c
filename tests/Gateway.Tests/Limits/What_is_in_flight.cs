using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Limits;

namespace Picket.Gateway.Tests.Limits;

public sealed class What_is_in_flight
{
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Requests_above_the_limit_are_refused_at_once_until_one_leaves()
    {
        var flight = new InFlight(2, 100, Hold, _time);
        Assert.True(flight.TryEnter());
        Assert.True(flight.TryEnter());
        Assert.False(flight.TryEnter());
        Assert.Equal(2, flight.Requests);
        flight.Leave();
        Assert.True(flight.TryEnter());
    }

    [Fact]
    public async Task Bytes_above_the_limit_wait_in_their_order_until_there_is_room()
    {
        var flight = new InFlight(10, 100, Hold, _time);
        Assert.True(await flight.ReserveAsync(80));
        var (first, second) = (flight.ReserveAsync(90).AsTask(), flight.ReserveAsync(10).AsTask());
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted); // It would fit, but does not overtake.

        flight.Release(80);
        Assert.True(await first);
        Assert.True(await second);
        Assert.Equal(100, flight.Bytes);
    }

    [Fact]
    public async Task Who_waited_for_too_long_is_refused_and_holds_up_nobody_behind()
    {
        var flight = new InFlight(10, 100, Hold, _time);
        await flight.ReserveAsync(60);
        var large = flight.ReserveAsync(90).AsTask();
        _time.Advance(Hold / 2);
        var small = flight.ReserveAsync(40).AsTask();
        Assert.False(small.IsCompleted);
        _time.Advance(Hold / 2);
        Assert.False(await large);
        Assert.True(await small);
        Assert.Equal(100, flight.Bytes);
    }

    [Fact]
    public async Task One_that_is_larger_than_the_limit_passes_alone()
    {
        var flight = new InFlight(10, 100, Hold, _time);
        Assert.True(await flight.ReserveAsync(1000));
        var next = flight.ReserveAsync(1).AsTask();
        Assert.False(next.IsCompleted);
        flight.Release(1000);
        Assert.True(await next);
    }

    [Fact]
    public async Task Nothing_is_left_over_when_all_are_done()
    {
        var flight = new InFlight(10_000, 1000, Hold, _time);
        var random = new Random(7);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000).Select(_ => random.Next(1, 400)), async (bytes, _) =>
        {
            Assert.True(await flight.ReserveAsync(bytes));
            Assert.InRange(flight.Bytes, 1, 1000);
            await Task.Yield();
            flight.Release(bytes);
        });
        Assert.Equal(0, flight.Bytes);
    }
}
