using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Inbox;

namespace Picket.Ingestion.Tests.Inbox;

public sealed class Budget_for_bodies : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Meter _meter = new("Tests");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task Takes_until_it_is_spent_and_gives_back_all_that_a_request_took()
    {
        var budget = NewBudget(100, TimeSpan.Zero);
        using (var one = new BodyCharge(budget))
        {
            Assert.True(await one.HoldAsync(60));
            Assert.True(await one.HoldAsync(90));
            Assert.True(await one.HoldAsync(20));
            Assert.Equal(90, budget.Taken);
            using var other = new BodyCharge(budget);
            Assert.True(await other.HoldAsync(10));
            Assert.False(await other.HoldAsync(11));
            Assert.False(await one.HoldAsync(91));
        }

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task Those_that_wait_are_served_in_their_order()
    {
        var budget = NewBudget(100, TimeSpan.FromSeconds(1));
        Assert.True(await budget.TakeAsync(80));
        var large = budget.TakeAsync(60).AsTask();
        var small = budget.TakeAsync(10).AsTask();
        Assert.False(small.IsCompleted);
        budget.Give(40);
        Assert.True(await large);
        Assert.False(small.IsCompleted);
        budget.Give(40);
        Assert.True(await small);
        Assert.Equal(70, budget.Taken);
    }

    [Fact]
    public async Task Who_waited_for_too_long_goes_and_makes_room_for_those_behind()
    {
        var budget = NewBudget(100, TimeSpan.FromSeconds(1));
        Assert.True(await budget.TakeAsync(80));
        var large = budget.TakeAsync(60).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        var small = budget.TakeAsync(10).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.False(await large);
        Assert.True(await small);
        Assert.Equal(90, budget.Taken);
    }

    private BodyBudget NewBudget(long limit, TimeSpan wait) => new(limit, wait, _clock, _meter);
}
