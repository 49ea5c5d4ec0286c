using Picket.Ingestion.Admission;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Limits_of_a_project
{
    private static readonly RateLimit Ten = new(10, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task With_the_clock_stopped_exactly_N_of_N_plus_k_pass()
    {
        await using var world = new World();
        world.Settings = world.Settings with { Limit = Ten };
        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => world.Send(Make.Report()).AsTask()));
        Assert.Equal(10, answers.Sum(answer => answer.Accepted));
        Assert.Equal(15, answers.Sum(answer => answer.RateLimited));
        await world.Settle();
        Assert.Equal(10, world.Writer.Counts.Values.Sum());
        Assert.Equal(15, world.Writer.Outcomes[(Make.Project, Make.Key, "RateLimited", OutcomeReasons.ProjectLimit)]);
    }

    [Fact]
    public async Task Within_a_batch_each_report_counts_and_the_answer_says_when_to_come_back()
    {
        await using var world = new World();
        world.Clock.Advance(TimeSpan.FromSeconds(20));
        world.Settings = world.Settings with { Keys = [new(Make.Key, Make.PublicKey, true, Ten)] };
        var answer = await world.Send([.. Enumerable.Range(0, 12).Select(i => Make.Report(i))]);
        Assert.Equal((10, 2), (answer.Accepted, answer.RateLimited));
        Assert.Equal(new LimitHit(LimitScope.Key, TimeSpan.FromSeconds(40), OutcomeReasons.KeyLimit), answer.Limit);
    }

    [Fact]
    public async Task A_report_over_one_limit_uses_up_no_other()
    {
        await using var world = new World();
        world.Settings = world.Settings with
        {
            Limit = new(15, TimeSpan.FromMinutes(1)),
            Keys = [new(Make.Key, Make.PublicKey, true, Ten), new(new(8), new(0x8), true, null)],
        };
        await world.Send([.. Enumerable.Range(0, 20).Select(_ => Make.Report())]);
        var other = await world.Send(Make.Submission([.. Enumerable.Range(0, 20).Select(_ => Make.Report())]) with { Key = new(0x8) });
        Assert.Equal(5, other.Accepted);
        Assert.Equal(LimitScope.Project, other.Limit!.Scope);
    }

    [Fact]
    public async Task Newer_settings_hold_from_the_next_batch_and_a_limit_that_stays_keeps_its_window()
    {
        await using var world = new World();
        world.Settings = world.Settings with { Limit = Ten };
        await world.Send([.. Enumerable.Range(0, 10).Select(_ => Make.Report())]);
        world.Settings = world.Settings with { Version = 2, AllowedDomains = ["example.com"] };
        Assert.Equal(1, (await world.Send(Make.Report())).RateLimited);
        world.Settings = world.Settings with { Version = 3, Limit = null };
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
    }

    [Fact]
    public async Task Filtered_reports_use_up_no_limit_and_are_durable_before_the_answer()
    {
        await using var world = new World();
        world.Settings = world.Settings with { Limit = Ten, AllowedDomains = ["shop.example"] };
        var foreign = Make.Submission([.. Enumerable.Range(0, 20).Select(_ => Make.Report())]) with { Origin = "https://other.example" };
        Assert.Equal((20, OutcomeReasons.Cors), ((await world.Send(foreign)).Filtered, (await world.Send(foreign)).Reason));
        Assert.Equal(40, world.Writer.Outcomes[(Make.Project, Make.Key, "Filtered", OutcomeReasons.Cors)]);
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
    }

    [Fact]
    public async Task A_filtered_report_that_cannot_be_written_is_unavailable()
    {
        await using var world = new World();
        world.Settings = world.Settings with { AllowedDomains = [] };
        world.Writer.Before = _ => throw new Ingestion.Ledger.CommitException(Ingestion.Ledger.CommitFailure.Unknown, "refused");
        var answer = await world.Pass(world.Send(Make.Submission(Make.Report()) with { Origin = "https://other.example" }), TimeSpan.FromSeconds(30));
        Assert.Equal(1, answer.Unavailable);
    }
}
