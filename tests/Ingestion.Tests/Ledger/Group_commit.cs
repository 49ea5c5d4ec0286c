using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Ledger;

public sealed class Group_commit
{
    [Fact]
    public async Task A_lone_report_is_committed_at_once_and_answered_after_the_commit()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        world.Writer.Before = _ => hold.Task;
        var answer = world.Send(Make.Report());
        await world.Writer.AttemptsReach(1);
        Assert.False(answer.IsCompleted);
        hold.SetResult();
        Assert.Equal(1, (await answer).Accepted);
        Assert.Equal(1, world.Writer.Counts[Make.IssueKey()]);
    }

    [Fact]
    public async Task What_comes_while_a_commit_is_under_way_shares_the_next_one()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        world.Writer.Before = _ => hold.Task;
        var first = world.Send(Make.Report());
        await world.Writer.AttemptsReach(1);
        var later = Enumerable.Range(0, 200).Select(i => world.Send(Make.Report(i % 10)).AsTask()).ToList();
        await Quiet(() => world.Issues.Merged == 201);
        hold.SetResult();
        await first;
        Assert.All(await Task.WhenAll(later), answer => Assert.Equal(1, answer.Accepted));
        await world.Settle();
        var counted = world.Writer.Applied.Where(commit => commit.Issues.Count > 0).ToList();
        Assert.InRange(counted.Count, 2, 4);
        Assert.Equal(201, world.Writer.Counts.Values.Sum());
    }

    [Fact]
    public async Task Rows_of_a_commit_are_in_key_order()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        world.Writer.Before = _ => hold.Task;
        var answers = Enumerable.Range(0, 100).Select(i => world.Send(Make.Report(97 * i % 100)).AsTask()).ToList();
        await Quiet(() => world.Issues.Merged == 100);
        hold.SetResult();
        await Task.WhenAll(answers);
        Assert.All(world.Writer.Applied, commit => Assert.Equal(commit.Issues.OrderBy(row => row.Key), commit.Issues));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_under_the_same_id_and_counts_once()
    {
        await using var world = new World();
        var lost = 3;
        world.Writer.After = _ => lost-- > 0 ? throw new CommitException(CommitFailure.Unknown, "connection lost") : Task.CompletedTask;
        var answer = await world.Pass(world.Send(Make.Report()), TimeSpan.FromSeconds(4));
        Assert.Equal(1, answer.Accepted);
        Assert.Equal(1, world.Writer.Counts[Make.IssueKey()]);
        Assert.Single(world.Writer.Attempts.Where(commit => commit.Issues.Count > 0).DistinctBy(commit => commit.Id));
    }

    [Fact]
    public async Task A_report_is_held_for_the_hold_time_and_then_unavailable()
    {
        await using var world = new World();
        world.Writer.Before = _ => throw new CommitException(CommitFailure.Unknown, "refused");
        var started = world.Clock.GetUtcNow();
        var answer = await world.Pass(world.Send(Make.Report()), TimeSpan.FromSeconds(30));
        Assert.Equal(1, answer.Unavailable);
        Assert.InRange(world.Clock.GetUtcNow() - started, world.Options.HoldTime, world.Options.HoldTime + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_report_that_waits_behind_a_stuck_commit_of_its_own_issue_is_held_no_longer_than_any_other()
    {
        await using var world = new World();
        world.Writer.Before = _ => throw new CommitException(CommitFailure.Unknown, "refused");
        var first = world.Send(Make.Report());
        await world.Writer.AttemptsReach(1);
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        var started = world.Clock.GetUtcNow();
        var second = await world.Pass(world.Send(Make.Report()), TimeSpan.FromSeconds(30));
        Assert.Equal(1, second.Unavailable);
        Assert.True(world.Clock.GetUtcNow() - started <= world.Options.HoldTime + TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await first).Unavailable);
    }

    [Fact]
    public async Task It_recovers_by_itself_and_what_was_answered_unavailable_counts_at_most_once()
    {
        await using var world = new World();
        var away = true;
        world.Writer.Before = _ => away ? throw new CommitException(CommitFailure.Unknown, "refused") : Task.CompletedTask;
        var refused = await world.Pass(world.Send(Make.Report()), TimeSpan.FromSeconds(30));
        Assert.Equal(1, refused.Unavailable);
        away = false;
        var answer = await world.Pass(world.Send(Make.Report()), TimeSpan.FromSeconds(30));
        Assert.Equal(1, answer.Accepted);
        Assert.InRange(world.Writer.Counts[Make.IssueKey()], 1, 2);
    }

    [Fact]
    public async Task A_poisoned_delta_fails_alone()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        world.Writer.Before = async commit =>
        {
            await hold.Task;
            if (commit.Issues.Any(row => row.Key == Make.IssueKey(13)))
            {
                throw new CommitException(CommitFailure.Poisoned, "22021");
            }
        };
        var answers = Enumerable.Range(0, 50).Select(i => world.Send(Make.Report(i)).AsTask()).ToList();
        await Quiet(() => world.Issues.Merged == 50);
        hold.SetResult();
        var ended = await Task.WhenAll(answers);
        Assert.Equal([13], Enumerable.Range(0, 50).Where(i => ended[i].Unavailable == 1));
        Assert.Equal(OutcomeReasons.Poisoned, ended[13].Reason);
        Assert.Equal(49, world.Writer.Counts.Values.Sum());
    }

    [Fact]
    public async Task A_row_that_another_transaction_holds_keeps_only_its_own_report_waiting()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        var locked = true;
        world.Writer.Before = async commit =>
        {
            await hold.Task;
            if (locked && commit.Issues.Any(row => row.Key == Make.IssueKey(13)))
            {
                throw new CommitException(CommitFailure.Locked, "55P03");
            }
        };
        var answers = Enumerable.Range(0, 50).Select(i => world.Send(Make.Report(i)).AsTask()).ToList();
        await Quiet(() => world.Issues.Merged == 50);
        hold.SetResult();
        await world.Pass(Task.WhenAll(answers.Where((_, i) => i != 13)), TimeSpan.FromSeconds(4));
        Assert.False(answers[13].IsCompleted);
        locked = false;
        await world.Pass(answers[13], TimeSpan.FromSeconds(4));
        Assert.All(answers, answer => Assert.Equal(1, answer.Result.Accepted));
        Assert.Equal(50, world.Writer.Counts.Values.Sum());
    }

    [Fact]
    public async Task A_row_that_is_never_let_go_costs_its_own_report_and_no_other()
    {
        await using var world = new World();
        world.Writer.Before = commit =>
            commit.Issues.Any(row => row.Key == Make.IssueKey(13)) ? throw new CommitException(CommitFailure.Locked, "55P03") : Task.CompletedTask;
        var answers = Task.WhenAll(Enumerable.Range(0, 50).Select(i => world.Send(Make.Report(i)).AsTask()));
        var ended = await world.Pass(answers, TimeSpan.FromSeconds(30));
        Assert.Equal([13], Enumerable.Range(0, 50).Where(i => ended[i].Unavailable == 1));
        Assert.Equal(49, world.Writer.Counts.Values.Sum());
    }

    [Fact]
    public async Task A_stuck_issue_holds_up_nobody_elses()
    {
        await using var world = new World();
        var stuck = new TaskCompletionSource();
        world.Writer.Before = commit => commit.Issues.Any(row => row.Key == Make.IssueKey(1)) ? stuck.Task : Task.CompletedTask;
        var held = world.Send(Make.Report(1));
        await world.Writer.AttemptsReach(1);
        var other = await world.Pass(world.Send(Make.Report(2)), TimeSpan.FromSeconds(1));
        Assert.Equal(1, other.Accepted);
        Assert.False(held.IsCompleted);
        stuck.SetResult();
        Assert.Equal(1, (await held).Accepted);
    }

    [Fact]
    public async Task Commits_in_flight_together_have_lanes_of_their_own()
    {
        await using var world = new World();
        var stuck = new TaskCompletionSource();
        world.Writer.Before = _ => stuck.Task;
        var held = new List<Task<Ingestion.Inbox.Answer>>();
        for (var i = 1; i <= world.Options.MaxCommitsInFlight; i++)
        {
            held.Add(world.Send(Make.Report(i)).AsTask());
            await Quiet(() => world.Issues.Merged == i);
            await world.Pass(world.Writer.AttemptsReach(i), TimeSpan.FromSeconds(1));
        }

        var lanes = world.Writer.Attempts.ConvertAll(commit => commit.Lane);
        Assert.Equal(lanes.Distinct(), lanes);
        Assert.All(lanes, lane => Assert.InRange(lane, 0, world.Options.MaxCommitsInFlight - 1));
        stuck.SetResult();
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task What_was_given_up_behind_a_stuck_commit_does_not_count_afterwards()
    {
        await using var world = new World();
        var stuck = new TaskCompletionSource();
        world.Writer.Before = _ => stuck.Task;
        var first = world.Send(Make.Report());
        await world.Writer.AttemptsReach(1);
        var second = await world.Pass(world.Send(Make.Report()), TimeSpan.FromSeconds(30));
        Assert.Equal(1, second.Unavailable);
        Assert.Equal(1, (await first).Unavailable);
        stuck.SetResult();
        await world.Settle();
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
        Assert.Equal(2, world.Writer.Counts[Make.IssueKey()]);
    }

    [Fact]
    public async Task A_filtered_report_is_held_no_longer_than_any_other()
    {
        await using var world = new World();
        world.Settings = world.Settings with { AllowedDomains = ["shop.example"] };
        world.Writer.Before = _ => throw new CommitException(CommitFailure.Unknown, "refused");
        var started = world.Clock.GetUtcNow();
        var answers = new List<Task<Ingestion.Inbox.Answer>>();
        for (var i = 0; i < 2; i++)
        {
            // The first goes into a batch that is under way, the second waits behind it.
            answers.Add(world.Send(Make.Submission(Make.Report()) with { Origin = "https://other.example" }).AsTask());
            await world.Writer.AttemptsReach(1);
        }

        await world.Pass(Task.WhenAll(answers), TimeSpan.FromSeconds(30));
        Assert.All(answers, answer => Assert.Equal(1, answer.Result.Unavailable));
        Assert.True(world.Clock.GetUtcNow() - started <= world.Options.HoldTime + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_poisoned_row_is_found_although_there_was_no_connection_at_first()
    {
        await using var world = new World();
        var hold = new TaskCompletionSource();
        var refused = 2;
        world.Writer.Before = async commit =>
        {
            await hold.Task;
            if (Interlocked.Decrement(ref refused) >= 0)
            {
                throw new CommitException(CommitFailure.NotSent, "connection refused");
            }

            if (commit.Issues.Any(row => row.Key == Make.IssueKey(2)))
            {
                throw new CommitException(CommitFailure.Poisoned, "22021");
            }
        };
        var answers = Task.WhenAll(Enumerable.Range(1, 3).Select(i => world.Send(Make.Report(i)).AsTask()));
        await Quiet(() => world.Issues.Merged == 3);
        hold.SetResult();
        var ended = await world.Pass(answers, TimeSpan.FromSeconds(4));
        Assert.Equal([1, 0, 1], ended.Select(answer => answer.Accepted));
        Assert.Equal(OutcomeReasons.Poisoned, ended[1].Reason);
    }

    [Fact]
    public async Task Conflicts_are_tried_again()
    {
        await using var world = new World();
        var conflicts = 2;
        world.Writer.Before = _ => conflicts-- > 0 ? throw new CommitException(CommitFailure.Conflict, "40P01") : Task.CompletedTask;
        Assert.Equal(1, (await world.Pass(world.Send(Make.Report()), TimeSpan.FromSeconds(4))).Accepted);
    }

    [Fact]
    public async Task A_defect_of_the_writer_answers_unavailable_and_the_next_report_is_counted()
    {
        await using var world = new World();
        var defect = true;
        world.Writer.Before = _ => defect ? throw new InvalidOperationException("defect") : Task.CompletedTask;
        Assert.Equal(OutcomeReasons.Internal, (await world.Send(Make.Report())).Reason);
        defect = false;
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
    }

    [Fact]
    public async Task Facets_and_clients_follow_their_count_a_bounded_number_a_commit()
    {
        await using var world = new World(options => options.DebtRows = 3);
        for (var i = 0; i < 10; i++)
        {
            await world.Send(Make.Report(i, sourceFile: $"https://shop.example/{i}.js"));
        }

        await world.Settle();
        Assert.All(world.Writer.Applied, commit => Assert.True(commit.Facets.Count + commit.Clients.Count <= 3));
        Assert.Equal(10, world.Writer.Facets.Where(facet => facet.Key.Facet == Ingestion.Issues.Facet.SourceFile).Sum(facet => facet.Value));
        Assert.Equal(10, world.Writer.Clients.Count);
    }

    [Fact]
    public async Task A_failed_delta_leaves_no_facets_and_gives_its_samples_back()
    {
        await using var world = new World();
        var away = true;
        world.Writer.Before = _ => away ? throw new CommitException(CommitFailure.Poisoned, "23514") : Task.CompletedTask;
        Assert.Equal(1, (await world.Send(Make.Report(sourceFile: "https://shop.example/bad.js"))).Unavailable);
        away = false;
        await world.Send(Make.Report(sourceFile: "https://shop.example/good.js"));
        await world.Settle();
        Assert.DoesNotContain(world.Writer.Facets.Keys, key => key.Value.EndsWith("bad.js", StringComparison.Ordinal));
        Assert.Equal(0, Assert.Single(world.Writer.Samples[Make.IssueKey()]).Slot);
    }

    [Fact]
    public async Task Refused_reports_reach_the_statistics_within_a_second_though_no_report_is_accepted()
    {
        await using var world = new World();
        world.Intake.Refuse(Make.Project, "too_large");
        world.Intake.Refuse(Make.Project, "too_large");
        world.Clock.Advance(TimeSpan.FromSeconds(1.2));
        await world.Writer.AttemptsReach(1);
        await world.Settle();
        Assert.Equal(2, world.Writer.Outcomes[(Make.Project, default, "Invalid", "too_large")]);
    }

    /// <summary>Waits until what the pool does in the background is there.</summary>
    private static async Task Quiet(Func<bool> reached)
    {
        var impatient = Task.Delay(World.Patience);
        while (!reached())
        {
            Assert.False(impatient.IsCompleted, "It never came.");
            await Task.Yield();
        }
    }
}
