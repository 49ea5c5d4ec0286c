using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Inbox;

public sealed class Intake_of_a_host
{
    [Fact]
    public async Task A_bad_item_costs_only_itself()
    {
        await using var world = new World();
        var submission = Make.Submission(Make.Report()) with
        {
            Items = [new(Make.Report(), InvalidReason.None), new(null, InvalidReason.NotAReport), new(Make.Report(2), InvalidReason.None)],
        };
        var answer = await world.Send(submission);
        Assert.Equal((2, 1, "not_a_report"), (answer.Accepted, answer.Invalid, answer.Reason));
    }

    [Fact]
    public async Task An_unknown_key_is_told_so_and_counted()
    {
        await using var world = new World();
        var answer = await world.Send(Make.Submission(Make.Report()) with { Key = new(0xbad) });
        Assert.Equal((1, OutcomeReasons.UnknownKey), (answer.Invalid, answer.Reason));
        await world.Settle();
        Assert.Equal(1, world.Writer.Outcomes[(Make.Project, default, "Invalid", OutcomeReasons.UnknownKey)]);
    }

    [Fact]
    public async Task An_unknown_project_leaves_no_trace_in_PostgreSQL()
    {
        await using var world = new World();
        var answer = await world.Send(Make.Submission(Make.Report()) with { Project = new(999) });
        world.Intake.Refuse(new(999), "too_large");
        Assert.Equal(OutcomeReasons.UnknownProject, answer.Reason);
        await world.Settle();
        Assert.Empty(world.Writer.Attempts);
        Assert.Equal(2, world.Outcomes.Count(OutcomeKind.Invalid));
    }

    [Fact]
    public async Task What_is_over_the_bounds_of_reports_under_way_is_unavailable_at_once()
    {
        await using var world = new World(options => options.MaxReportsUnderWay = 12);
        var hold = new TaskCompletionSource();
        world.Writer.Before = _ => hold.Task;
        var held = Enumerable.Range(0, 3).Select(_ => world.Send(Make.Report()).AsTask()).ToList();
        var over = await world.Send(Make.Report());
        Assert.Equal((1, OutcomeReasons.QueueFull), (over.Unavailable, over.Reason));
        var alone = await world.Send(Make.Submission([.. Enumerable.Range(0, 13).Select(i => Make.Report(i))]));
        Assert.Equal((13, OutcomeReasons.QueueFull), (alone.Unavailable, alone.Reason));
        hold.SetResult();
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(1, answer.Accepted));
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
    }

    [Fact]
    public async Task What_has_no_right_to_come_in_is_told_so_before_it_is_read_and_counted()
    {
        await using var world = new World();
        Assert.Null(world.Intake.Deny(Make.Project, Make.PublicKey));
        Assert.Equal(OutcomeReasons.UnknownKey, world.Intake.Deny(Make.Project, new(0xbad)));
        Assert.Equal(OutcomeReasons.UnknownProject, world.Intake.Deny(new(999), Make.PublicKey));
        await world.Settle();
        Assert.Equal(2, world.Outcomes.Count(OutcomeKind.Invalid));
        Assert.Equal(1, Assert.Single(world.Writer.Outcomes).Value);
    }

    [Fact]
    public async Task Items_beyond_the_bound_count_each()
    {
        await using var world = new World();
        var answer = await world.Send(Make.Submission(Make.Report()) with { Items = [new(Make.Report(), InvalidReason.None), new(null, InvalidReason.TooManyItems, 7)] });
        Assert.Equal((1, 7), (answer.Accepted, answer.Invalid));
        await world.Settle();
        Assert.Equal(7, world.Outcomes.Count(OutcomeKind.Invalid));
        Assert.Equal(7, world.Writer.Outcomes[(Make.Project, Make.Key, "Invalid", "too_many_items")]);
    }

    [Fact]
    public async Task Every_report_has_exactly_one_outcome()
    {
        await using var world = new World();
        world.Settings = world.Settings with { Limit = new(40, TimeSpan.FromHours(1)), AllowedDomains = ["shop.example"] };
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => world.Send((i % 4) switch
        {
            0 => Make.Submission(Make.Report(i)) with { Origin = "https://other.example" },
            1 => Make.Submission(Make.Report(i), Make.Report(i + 1)),
            2 => Make.Submission(Make.Report(i)) with { Key = new(0xbad) },
            _ => Make.Submission(Make.Report(i)) with { Items = [new(null, InvalidReason.NotJson)] },
        }).AsTask()));
        Assert.Equal(125, answers.Sum(a => a.Accepted + a.Filtered + a.Invalid + a.RateLimited + a.Sampled + a.Unavailable));
        Assert.Equal(125, Enum.GetValues<OutcomeKind>().Sum(world.Outcomes.Count));
        await world.Settle();
        Assert.Equal(125, world.Writer.Outcomes.Values.Sum());
    }

    [Fact]
    public async Task Stopping_answers_what_is_under_way_and_takes_no_more()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        world.Writer.Before = _ => hold.Task;
        var held = world.Send(Make.Report());
        var stopped = world.Intake.StopAsync(CancellationToken.None);
        Assert.Equal(OutcomeReasons.Stopping, (await world.Send(Make.Report())).Reason);
        Assert.False(stopped.IsCompleted);
        hold.SetResult();
        await stopped.WaitAsync(World.Patience);
        Assert.Equal(1, (await held).Accepted);
    }
}
