using Picket.Gateway.Limits;

namespace Picket.Gateway.Tests.Limits;

/// <summary>The limit beat by beat; what becomes of whole floods is in <see cref="Fairness_of_a_gateway"/>.</summary>
public sealed class Limit_by_the_time_of_answers
{
    private const double CrowdedAt = 1.5;
    private const int Busiest = 100;
    private const int Rest = 3;
    private const int Crowded = 30;

    private readonly AdaptiveLimit _limit = new(CrowdedAt);
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_project_alone_has_none_however_long_answers_take() =>
        Assert.All(Enumerable.Range(1, 1000), i => Assert.Equal(AdaptiveLimit.None, Next(i, several: false)));

    [Fact]
    public void Nor_is_there_one_where_no_project_has_much_at_hosts() =>
        Assert.All(Enumerable.Range(1, 1000), i => Assert.Equal(AdaptiveLimit.None, Next(i % 50 == 0 ? Crowded : Rest, busiest: 4 * AdaptiveLimit.Lowest)));

    [Fact]
    public void A_look_lets_few_reports_through_and_what_it_sees_gives_the_limit()
    {
        var look = Look();
        Assert.Equal(Busiest / 8, look);
        Assert.Equal(look, Next(Crowded)); // What was sent before is answered first.
        Assert.Equal(look, Next(Rest + 1));
        Assert.Equal(Busiest * Rest * CrowdedAt / Crowded, Next(Rest)); // The faster of two beats.
    }

    [Fact]
    public void A_look_at_hosts_that_answer_nothing_is_given_up()
    {
        var look = Look();
        var beats = 1;
        for (; Next(null) == look; beats++)
        {
        }

        Assert.Equal(21, beats);
        Assert.Equal(Busiest * CrowdedAt, Next(null)); // Nothing better is known than what they took before it.
    }

    [Fact]
    public void It_falls_by_a_quarter_where_hosts_are_crowded_and_grows_by_an_eighth_until_it_ends()
    {
        Assert.Equal(15, Looked());
        Assert.Equal(15 * 3 / 4, Next(Crowded, busiest: 15));
        var before = 15 * 3 / 4;
        for (var limit = Next(Rest); limit != AdaptiveLimit.None; limit = Next(Rest))
        {
            Assert.Equal(before + (before / 8) + 1, limit);
            before = limit;
        }

        Assert.InRange(before, 8000, 10_000);
    }

    [Fact]
    public void It_never_falls_so_low_that_a_project_stands_still()
    {
        Looked();
        Assert.Contains(AdaptiveLimit.Lowest, Enumerable.Range(0, 8).Select(_ => Next(Crowded, busiest: 15)));
        Assert.True(Next(Crowded, busiest: AdaptiveLimit.Lowest) >= AdaptiveLimit.Lowest);
    }

    [Fact]
    public void Where_rest_was_seen_lately_it_begins_after_three_crowded_beats_and_not_after_two()
    {
        LookedAndEnded();

        Assert.All((int[])[Crowded, Crowded, Rest, Crowded, Crowded], took => Assert.Equal(AdaptiveLimit.None, Next(took)));
        Assert.Equal(15, Next(Crowded));
    }

    [Fact]
    public void But_not_where_no_project_has_much_at_hosts()
    {
        LookedAndEnded();

        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(AdaptiveLimit.None, Next(Crowded, busiest: 4 * AdaptiveLimit.Lowest)));
    }

    [Theory]
    [InlineData(3 * Rest, true)]
    [InlineData(5 * Rest, false)]
    public void A_line_that_stands_for_long_raises_it_until_hosts_are_full(int took, bool isRaised)
    {
        var before = Looked();
        Assert.Equal(isRaised, Next(took, busiest: before, wait: 0.6) > before);
    }

    [Fact]
    public void It_ends_with_the_second_project()
    {
        Looked();
        Assert.Equal(AdaptiveLimit.None, Next(Crowded, several: false));
    }

    /// <summary>A limit that a look has just given: fifteen, as answers take ten times as long as at rest with a hundred reports at hosts.</summary>
    private int Looked()
    {
        Look();
        Next(Crowded);
        Next(Rest);
        return Next(Rest);
    }

    /// <summary>Rest has been seen lately, and the limit has grown until it ended.</summary>
    private void LookedAndEnded()
    {
        Looked();
        while (Next(Rest) != AdaptiveLimit.None)
        {
        }
    }

    /// <summary>Crowded beats until a look begins: it does within a second.</summary>
    private int Look()
    {
        var limit = AdaptiveLimit.None;
        for (var beat = 0; beat < 10 && limit == AdaptiveLimit.None; beat++)
        {
            limit = Next(Crowded);
        }

        Assert.NotEqual(AdaptiveLimit.None, limit);
        return limit;
    }

    private int Next(double? milliseconds, int busiest = Busiest, double wait = 0, bool several = true)
    {
        _now += FairQueueBeat.Beat;
        TimeSpan? took = milliseconds is { } known ? TimeSpan.FromMilliseconds(known) : null;
        return _limit.Next(new(took, busiest, TimeSpan.FromSeconds(wait), several), _now);
    }
}
