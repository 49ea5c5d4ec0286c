using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Local;

public sealed class Issues_in_memory
{
    [Fact]
    public async Task Leave_when_they_idle_and_come_back_when_they_are_needed()
    {
        await using var world = new World();
        await world.Send(Make.Report());
        await world.Settle();
        Assert.Equal(1, world.Issues.Count);
        world.Clock.Advance(world.Options.IssueIdleTime + TimeSpan.FromSeconds(2));
        Assert.Equal(0, world.Issues.Count);
        await world.Send(Make.Report());
        Assert.Equal(2, world.Writer.Counts[Make.IssueKey()]);
    }

    [Fact]
    public async Task Are_bounded_in_number()
    {
        await using var world = new World(options => options.MaxLiveIssues = 100);
        world.Settings = world.Settings with { NewIssuesPerHour = null };
        for (var i = 0; i < 1000; i++)
        {
            await world.Send(Make.Report(i));
            await world.Settle();
        }

        Assert.InRange(world.Issues.Count, 1, 101);
        Assert.Equal(1000, world.Writer.Counts.Count);
    }

    [Fact]
    public async Task Are_bounded_in_number_even_where_they_owe_more_than_is_ever_written()
    {
        await using var world = new World(options => (options.MaxLiveIssues, options.DebtRows) = (100, 1));
        world.Settings = world.Settings with { NewIssuesPerHour = null };
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(1, (await world.Send(Make.Report(i))).Accepted);
        }

        Assert.InRange(world.Issues.Count, 1, 110);
        Assert.Equal(1000, world.Writer.Counts.Count);
    }

    [Fact]
    public async Task Stay_while_something_waits()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        world.Writer.Before = _ => hold.Task;
        var held = world.Send(Make.Report());
        await world.Writer.AttemptsReach(1);
        world.Clock.Advance(world.Options.IssueIdleTime + TimeSpan.FromSeconds(2));
        Assert.Equal(1, world.Issues.Count);
        hold.SetResult();
        await held;
    }
}
