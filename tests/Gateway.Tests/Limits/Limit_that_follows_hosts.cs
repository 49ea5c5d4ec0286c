using Picket.Gateway.Limits;

namespace Picket.Gateway.Tests.Limits;

public sealed class Limit_that_follows_hosts
{
    private const double CrowdedAt = 1.5;

    private readonly AdaptiveLimit _limit = new(CrowdedAt);
    private int _now = AdaptiveLimit.None;

    /// <summary>Reports that one project always has to send.</summary>
    private int _flood = 1000;

    /// <summary>How long hosts take that have nothing else to do, in seconds.</summary>
    private double _alone = 0.003;

    /// <summary>Reports a second that they answer at most.</summary>
    private double _capacity = 20_000;

    [Fact]
    public void Where_hosts_answer_as_fast_as_ever_there_is_none()
    {
        _capacity = 1_000_000;
        var limits = Pass(2000);
        Assert.InRange(limits.Count(limit => limit != AdaptiveLimit.None), 1, 8); // Four looks at rest, of two beats each.
    }

    [Fact]
    public void Where_a_flood_makes_them_slow_it_has_as_many_there_as_they_can_take_and_they_stay_busy()
    {
        var settled = Pass(300)[50..].Where(limit => limit != AdaptiveLimit.Lowest).ToList();
        Assert.All(settled, limit => Assert.InRange(AnswerTime(limit), _alone, _alone * CrowdedAt * 1.2));
        Assert.InRange(settled.Average(limit => limit / AnswerTime(limit)), _capacity * 0.95, _capacity);
    }

    [Fact]
    public void A_flood_that_was_there_before_anybody_looked_is_found_all_the_same()
    {
        Pass(3000, several: false);
        Assert.NotEqual(AdaptiveLimit.None, Pass(50)[^1]);
    }

    [Fact]
    public void A_project_that_is_alone_has_none()
    {
        Pass(100);
        Assert.All(Pass(100, several: false)[1..], limit => Assert.Equal(AdaptiveLimit.None, limit));
    }

    [Fact]
    public void Hosts_that_have_become_slower_are_not_taken_for_crowded_ones()
    {
        Pass(100);
        var before = Pass(100).Average();
        _alone *= 4;
        Pass(300);
        Assert.InRange(Pass(100).Average(), before * 3, before * 5);
    }

    [Fact]
    public void It_ends_with_the_flood()
    {
        Pass(100);
        Assert.NotEqual(AdaptiveLimit.None, _now);
        _flood = 20;
        Assert.Equal(AdaptiveLimit.None, Pass(100)[^1]);
    }

    [Fact]
    public void A_moment_in_which_hosts_hang_makes_none()
    {
        _capacity = 1_000_000;
        Pass(10);
        var alone = _alone;
        (_alone, var limits) = (alone * 20, Pass(2));
        _alone = alone;
        Assert.All(limits.Concat(Pass(10)), limit => Assert.Equal(AdaptiveLimit.None, limit));
    }

    [Fact]
    public void Few_answers_say_nothing()
    {
        Pass(100);
        _alone = 60;
        Assert.Equal(AdaptiveLimit.None, Pass(1)[0]);
    }

    /// <summary>Lets so many beats pass.</summary>
    /// <returns>The limits after each.</returns>
    private List<int> Pass(int beats, bool several = true)
    {
        var limits = new List<int>();
        for (var beat = 0; beat < beats; beat++)
        {
            var atHosts = Math.Min(_now, _flood);
            var took = AnswerTime(atHosts);
            _now = _limit.Next(new((int)(atHosts / took / 10), TimeSpan.FromSeconds(took), atHosts, several));
            limits.Add(_now);
        }

        return limits;
    }

    private double AnswerTime(int atHosts) => Math.Max(_alone, Math.Min(atHosts, _flood) / _capacity);
}
