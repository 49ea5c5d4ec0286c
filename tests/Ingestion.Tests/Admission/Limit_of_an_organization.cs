using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

/// <summary>What several projects may take together in a month.</summary>
public sealed class Limit_of_an_organization
{
    private static readonly OrganizationId Organization = new(3);

    [Fact]
    public async Task Exactly_N_of_N_plus_k_pass_over_all_its_projects()
    {
        await using var world = Limited(20);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? world.Send(Make.Report()).AsTask() : SendOther(world).AsTask()));
        Assert.Equal((20, 20), (answers.Sum(answer => answer.Accepted), answers.Sum(answer => answer.RateLimited)));
        await world.Settle();
        Assert.Equal(20, world.Writer.Counts.Values.Sum());
    }

    [Fact]
    public async Task Who_is_over_it_hears_of_the_month_s_end()
    {
        await using var world = Limited(2);
        var answer = await world.Send(Make.Report(), Make.Report(2), Make.Report(3));
        Assert.Equal((2, 1), (answer.Accepted, answer.RateLimited));
        var june = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new LimitHit(LimitScope.Organization, june - world.Clock.GetUtcNow(), OutcomeReasons.OrganizationQuota), answer.Limit);
        Assert.Equal(1, (await SendOther(world)).RateLimited);
    }

    [Fact]
    public async Task What_is_filtered_or_over_another_limit_uses_up_none_of_it()
    {
        await using var world = Limited(10);
        world.Settings = world.Settings with { Version = 3, Limit = new(3, TimeSpan.FromDays(1)), AllowedDomains = ["shop.example"] };
        var filtered = Make.Submission(Make.Report(), Make.Report()) with { Origin = "https://evil.example" };
        Assert.Equal(2, (await world.Send(filtered)).Filtered);
        Assert.Equal(3, (await world.Send([.. Enumerable.Range(0, 9).Select(i => Make.Report(i))])).Accepted);
        var others = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => SendOther(world).AsTask()));
        Assert.Equal(7, others.Sum(answer => answer.Accepted));
    }

    [Fact]
    public async Task While_nobody_can_say_what_is_left_reports_are_answered_unavailable()
    {
        await using var world = Limited(10);
        world.Allowances.IsAway = true;
        Assert.Equal(1, (await world.Send(Make.Report())).Unavailable);
        world.Allowances.IsAway = false;
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
    }

    private static World Limited(long limit)
    {
        var world = new World();
        world.Settings = world.Settings with { OrganizationId = Organization, OrganizationLimit = limit };
        world.Other = world.Settings with { Id = new(2), Version = 2 };
        return world;
    }

    private static ValueTask<Answer> SendOther(World world) => world.Send(Make.Submission(Make.Report()) with { Project = new(2) });
}
