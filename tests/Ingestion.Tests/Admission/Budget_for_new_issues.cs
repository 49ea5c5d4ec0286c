using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Budget_for_new_issues
{
    private static readonly Ingestion.Issues.IssueKey Other = new(Make.Project, ReportKind.Csp, Fingerprint.Overflow);

    [Fact]
    public async Task Beyond_it_new_fingerprints_count_as_other_and_not_one_issue_more_is_made()
    {
        await using var world = await NewWorld(20);
        for (var i = 1; i <= 50; i++)
        {
            Assert.Equal(1, (await world.Send(From(Make.Report(i), network: (ulong)i))).Accepted);
        }

        Assert.Equal(21, world.Writer.Counts.Count);
        Assert.Equal(30, world.Writer.Counts[Other]);
        Assert.NotEmpty(world.Writer.Samples[Other]);
    }

    [Fact]
    public async Task Within_one_batch_it_holds_as_well()
    {
        await using var world = await NewWorld(20, networkShare: 1);
        await world.Send([.. Enumerable.Range(1, 50).Select(i => Make.Report(i))]);
        Assert.Equal(30, world.Writer.Counts[Other]);
        Assert.Single(world.LookUps);
    }

    [Fact]
    public async Task Issues_that_are_there_go_on_counting_when_it_is_spent()
    {
        await using var world = await NewWorld(5, networkShare: 1);
        await world.Send([.. Enumerable.Range(1, 5).Select(i => Make.Report(i))]);
        await world.Send([.. Enumerable.Range(1, 5).Select(i => Make.Report(i))]);
        Assert.Empty(world.LookUps);
        Assert.All(Enumerable.Range(1, 5), i => Assert.Equal(2, world.Writer.Counts[Make.IssueKey(i)]));
    }

    [Fact]
    public async Task Issues_of_earlier_hours_are_looked_up_and_found_after_a_restart()
    {
        await using var world = await NewWorld(5, networkShare: 1);
        await world.Send([.. Enumerable.Range(1, 5).Select(i => Make.Report(i))]);
        world.Settings = world.Settings with { Version = 2, NewIssuesPerHour = 3 }; // a fresh budget that knows nothing
        await world.Send([.. Enumerable.Range(10, 3).Select(i => Make.Report(i))]);
        await world.Send(Make.Report(1));
        Assert.Single(world.LookUps);
        Assert.Equal(2, world.Writer.Counts[Make.IssueKey(1)]);
    }

    [Fact]
    public async Task What_the_ledger_finds_was_there_already_is_given_back()
    {
        await using var world = await NewWorld(5, networkShare: 1);
        await world.Send([.. Enumerable.Range(1, 5).Select(i => Make.Report(i))]);
        world.Settings = world.Settings with { Version = 2, NewIssuesPerHour = 6 };
        await world.Send([.. Enumerable.Range(1, 5).Select(i => Make.Report(i))]); // reserves five, makes none
        await world.Send([.. Enumerable.Range(10, 6).Select(i => Make.Report(i))]);
        Assert.Equal(11, world.Writer.Counts.Count);
        Assert.DoesNotContain(Other, world.Writer.Counts.Keys);
    }

    [Fact]
    public async Task However_many_batches_bring_a_fingerprint_before_its_first_commit_it_is_one_new_issue()
    {
        await using var world = await NewWorld(2, networkShare: 1);
        var commit = new TaskCompletionSource();
        world.Writer.Before = _ => commit.Task;
        var answers = Enumerable.Range(0, 10).Select(_ => world.Send(Make.Report(1)).AsTask()).ToList();
        answers.Add(world.Send(Make.Report(2)).AsTask());
        commit.SetResult();

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(1, answer.Accepted));
        Assert.Empty(world.LookUps);
        Assert.Equal(10, world.Writer.Counts[Make.IssueKey(1)]);
        await world.Send(Make.Report(3));
        Assert.Equal(1, world.Writer.Counts[Other]);
    }

    [Fact]
    public async Task What_could_not_be_written_is_given_back()
    {
        await using var world = await NewWorld(1, networkShare: 1);
        world.Writer.Before = _ => throw new Ingestion.Ledger.CommitException(Ingestion.Ledger.CommitFailure.Poisoned, "refused");
        Assert.Equal(1, (await world.Send(Make.Report(1))).Unavailable);
        world.Writer.Before = _ => Task.CompletedTask;
        await world.Send(Make.Report(2));
        Assert.Equal(1, world.Writer.Counts[Make.IssueKey(2)]);
    }

    [Fact]
    public async Task The_next_hour_has_a_budget_of_its_own()
    {
        await using var world = await NewWorld(2, networkShare: 1);
        await world.Send([.. Enumerable.Range(1, 4).Select(i => Make.Report(i))]);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.Send([.. Enumerable.Range(10, 2).Select(i => Make.Report(i))]);
        Assert.Equal(5, world.Writer.Counts.Count);
        Assert.Equal(2, world.Writer.Counts[Other]);
    }

    [Fact]
    public async Task One_network_may_use_only_its_share()
    {
        await using var world = await NewWorld(20, networkShare: 0.25);
        for (var i = 1; i <= 20; i++)
        {
            await world.Send(From(Make.Report(i), network: 66));
        }

        Assert.Equal(15, world.Writer.Counts[Other]);
        await world.Send(From(Make.Report(100), network: 67));
        Assert.Equal(1, world.Writer.Counts[Make.IssueKey(100)]);
    }

    [Fact]
    public async Task A_fingerprint_that_three_networks_have_seen_gets_its_issue_even_so()
    {
        await using var world = await NewWorld(1, networkShare: 1);
        await world.Send(Make.Report(1));
        foreach (var network in new ulong[] { 1, 1, 2, 2, 3, 4 })
        {
            await world.Send(From(Make.Report(50), network));
        }

        Assert.Equal(2, world.Writer.Counts[Make.IssueKey(50)]);
        Assert.Equal(4, world.Writer.Counts[Other]);
    }

    [Fact]
    public async Task A_look_up_that_fails_makes_its_reports_unavailable_and_no_others()
    {
        await using var world = await NewWorld(1, networkShare: 1);
        await world.Send(Make.Report(1));
        world.BeforeLookUp = () => throw new Ingestion.Ledger.CommitException(Ingestion.Ledger.CommitFailure.Unknown, "away");
        var answer = await world.Send(Make.Report(1), Make.Report(2));
        Assert.Equal((1, 1), (answer.Accepted, answer.Unavailable));
    }

    [Fact]
    public async Task A_look_up_that_hangs_holds_up_no_other_batch()
    {
        await using var world = await NewWorld(1, networkShare: 1);
        await world.Send(Make.Report(1));
        var hang = new TaskCompletionSource();
        world.BeforeLookUp = () => hang.Task;
        var held = world.Send(Make.Report(2));
        Assert.Equal(1, (await world.Send(Make.Report(1))).Accepted);
        Assert.False(held.IsCompleted);
        hang.SetResult();
        Assert.Equal(1, (await held).Accepted);
    }

    [Fact]
    public void Memory_is_bounded_however_many_fingerprints_are_refused()
    {
        var budget = new NewIssueBudget(1, 1);
        for (var i = 0; i < 200_000; i++)
        {
            budget.IsPromoted(Make.IssueKey(i), 1);
            budget.Learn(Make.IssueKey(i));
        }

        Assert.False(budget.IsKnown(Make.IssueKey(1)));
        Assert.True(budget.IsKnown(Make.IssueKey(199_999)));
    }

    private static Submission From(Report report, ulong network) => Make.Submission(report) with { Network = network };

    private static Task<World> NewWorld(int perHour, double networkShare = 1)
    {
        var world = new World(options => options.NetworkShare = networkShare);
        world.Settings = world.Settings with { NewIssuesPerHour = perHour };
        return Task.FromResult(world);
    }
}
