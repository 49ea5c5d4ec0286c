using Picket.Ingestion.Inbox;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Inbox;

public sealed class Reports_that_came_together
{
    [Fact]
    public async Task Wait_for_the_last_of_them_and_are_decided_on_as_one()
    {
        await using var world = new World();
        var gathering = new Gathering();
        var answers = Enumerable.Range(0, 40).Select(_ => world.Send(Together(gathering, 1)).AsTask()).ToList();
        Assert.All(answers, answer => Assert.False(answer.IsCompleted));
        gathering.End();
        Assert.All(await Task.WhenAll(answers).WaitAsync(World.Patience), answer => Assert.Equal(1, answer.Accepted));
        await world.Settle();
        Assert.Equal(40, Assert.Single(Assert.Single(world.Writer.Applied, commit => commit.Issues.Count > 0).Issues).Count);
    }

    [Fact]
    public async Task Go_to_the_project_of_each()
    {
        await using var world = new World();
        world.Other = world.Settings with { Id = new(2) };
        var gathering = new Gathering();
        var answers = new[] { Make.Project, new(2), Make.Project }.Select((project, i) => world.Send(Together(gathering, i) with { Project = project }).AsTask()).ToList();
        gathering.End();
        Assert.All(await Task.WhenAll(answers).WaitAsync(World.Patience), answer => Assert.Equal(1, answer.Accepted));
        Assert.Equal([1, 1, 1], world.Writer.Counts.Values);
    }

    [Fact]
    public async Task Those_of_the_next_read_go_on_while_the_first_are_under_way()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        world.Writer.Before = _ => hold.Task;
        var gathering = new Gathering();
        var first = world.Send(Together(gathering, 0)).AsTask();
        gathering.End();
        await world.Writer.AttemptsReach(1);
        var second = world.Send(Together(gathering, 1)).AsTask();
        gathering.End();
        hold.SetResult();
        Assert.Equal((1, 1), ((await first.WaitAsync(World.Patience)).Accepted, (await second.WaitAsync(World.Patience)).Accepted));
    }

    [Fact]
    public async Task Hear_their_answers_from_whoever_completes_them()
    {
        await using var world = new World();
        world.Settings = world.Settings with { Limit = new(1, TimeSpan.FromHours(1)) };
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
        var gathering = new Gathering();
        var here = Environment.CurrentManagedThreadId;
        var limited = HearAsync(world.Send(Together(gathering, 1)));
        gathering.End(); // Decides on it, and over the limit is an outcome at once.
        Assert.True(limited.IsCompleted);
        Assert.Equal((1, here), await limited);

        static async Task<(int Limited, int Thread)> HearAsync(ValueTask<Answer> answer) => ((await answer.ConfigureAwait(false)).RateLimited, Environment.CurrentManagedThreadId);
    }

    private static Submission Together(Gathering gathering, int report) => Make.Submission(Make.Report(report)) with { Gathering = gathering };
}
