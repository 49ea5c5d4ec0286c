using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Admission;

/// <summary>A project's key is in every visitor's hands, so nobody may spend its organization's month.</summary>
public sealed class Protection_of_a_month
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(100, 1000)]
    [InlineData(3, 200)]
    public async Task Of_an_hour_with_ten_times_the_usual_reports_exactly_N_of_N_plus_k_pass(int mean, int n)
    {
        await using var world = Guarded(options => options.SpikeFloor = 200, mean);
        await Learn(world, 1);
        world.Clock.Advance(Hour);

        var answer = await Flood(world, 1, n + QuotaGuard.RarePerHour + 77);

        // A known issue gets its sixty on top: that is what keeps rare ones alive.
        Assert.Equal((n + QuotaGuard.RarePerHour, 77), (answer.Accepted, answer.RateLimited));
        Assert.Equal(new LimitHit(LimitScope.Project, Hour, OutcomeReasons.Spike), answer.Limit);
        await world.Settle();
        Assert.Equal(77, world.Writer.Outcomes[(Make.Project, Make.Key, "RateLimited", OutcomeReasons.Spike)]);
        world.Clock.Advance(Hour);
        Assert.Equal(1, (await world.Send(Make.Report())).Accepted);
    }

    [Fact]
    public async Task A_spike_starves_no_rare_issue_and_made_up_ones_find_its_end()
    {
        await using var world = Guarded(options => options.SpikeFloor = 100, 10);
        await Learn(world, [.. Enumerable.Range(1, 20)]);
        world.Clock.Advance(Hour);
        await Flood(world, 1, 500);

        var rare = await world.Send([.. Enumerable.Range(2, 19).Select(i => Make.Report(i))]);
        var madeUp = await world.Send([.. Enumerable.Range(1000, 500).Select(i => Make.Report(i))]);

        Assert.Equal((19, 0), (rare.Accepted, rare.RateLimited));
        Assert.Equal((100 / QuotaGuard.ReserveShare, 490), (madeUp.Accepted, madeUp.RateLimited));
    }

    [Fact]
    public async Task There_is_no_spike_without_a_past_or_a_month_to_lose_or_where_it_is_switched_off()
    {
        await using var world = Guarded(options => options.SpikeFloor = 1, null);
        Assert.Equal(500, (await Flood(world, 1, 500)).Accepted);
        world.Settings = world.Settings with { Version = 2, HourlyMean = 1, SpikeProtection = false };
        Assert.Equal(500, (await Flood(world, 1, 500)).Accepted);
        world.Settings = world.Settings with { Version = 3, SpikeProtection = true, OrganizationLimit = null };
        Assert.Equal(500, (await Flood(world, 1, 500)).Accepted);
    }

    [Fact]
    public async Task One_network_uses_its_share_of_the_month_in_a_day_and_takes_nothing_from_the_others()
    {
        await using var world = Guarded(options => options.NetworkDayShare = 0.05, null);

        var one = await Flood(world, 1, 6000, network: 1);
        var other = await Flood(world, 1, 100, network: 2);

        Assert.Equal((5000, 1000, 100), (one.Accepted, one.RateLimited, other.Accepted));
        Assert.Equal(new LimitHit(LimitScope.Project, TimeSpan.FromHours(12), OutcomeReasons.NetworkShare), one.Limit);
        world.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(1, (await Flood(world, 1, 1, network: 1)).Accepted);
    }

    [Fact]
    public void Networks_beyond_those_remembered_cost_no_memory_and_a_loud_one_is_not_forgotten_among_them()
    {
        var guard = new QuotaGuard(new());
        guard.Apply(new() { Id = Make.Project, Version = 1, OrganizationLimit = 20_000 });
        var refused = 0;
        for (var i = 0; i < 50_000; i++)
        {
            guard.Check(Make.IssueKey(), true, (ulong)(100 + i), Make.Noon);
            guard.Count(Make.IssueKey(), true, (ulong)(100 + i));
            if (guard.Check(Make.IssueKey(), true, 1, Make.Noon) is null)
            {
                guard.Count(Make.IssueKey(), true, 1);
            }
            else
            {
                refused++;
            }
        }

        Assert.Equal(50_000 - QuotaGuard.NetworkFloor, refused);
    }

    [Fact]
    public async Task Filtered_reports_and_noise_use_up_nothing_of_the_month_but_are_limited_in_rate()
    {
        await using var world = Guarded(options => options.FreeReportsPerMinute = 30, null, quota: 5);
        world.Settings = world.Settings with { AllowedDomains = ["shop.example"] };
        var filtered = Make.Submission([.. Enumerable.Range(0, 10).Select(_ => Make.Report())]) with { Origin = "https://evil.example" };
        var noise = Make.Submission([.. Enumerable.Range(0, 25).Select(_ => Noise())]);

        Assert.Equal(10, (await world.Send(filtered)).Filtered);
        var answer = await world.Send(noise);
        Assert.Equal((20, 5), (answer.Accepted, answer.RateLimited));
        Assert.Equal(new LimitHit(LimitScope.Project, TimeSpan.FromMinutes(1), OutcomeReasons.FreeLimit), answer.Limit);
        Assert.Equal(10, (await world.Send(filtered)).RateLimited);

        Assert.Equal(5, (await world.Send([.. Enumerable.Range(0, 6).Select(_ => Make.Report())])).Accepted);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(25, (await world.Send(noise)).Accepted);
    }

    private static World Guarded(Action<IngestionOptions> configure, long? mean, long quota = 100_000)
    {
        var world = new World(configure);
        world.Settings = world.Settings with { OrganizationId = new(3), OrganizationLimit = quota, HourlyMean = mean };
        return world;
    }

    private static async Task Learn(World world, params int[] fingerprints) =>
        Assert.Equal(fingerprints.Length, (await world.Send([.. fingerprints.Select(i => Make.Report(i))])).Accepted);

    private static ValueTask<Answer> Flood(World world, int fingerprint, int count, ulong network = 1) =>
        world.Send(Make.Submission([.. Enumerable.Range(0, count).Select(_ => Make.Report(fingerprint))]) with { Network = network });

    private static Report Noise()
    {
        var made = Make.Report(99);
        return new() { Kind = made.Kind, Fingerprint = made.Fingerprint, Type = made.Type, DocumentUri = "https://other.example/", DocumentHost = "other.example", Csp = made.Csp, Raw = made.Raw };
    }
}
