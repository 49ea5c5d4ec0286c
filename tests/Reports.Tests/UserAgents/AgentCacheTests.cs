using Picket.Reports.UserAgents;

namespace Picket.Reports.Tests.UserAgents;

public class AgentCacheTests
{
    private readonly AgentCache _cache = new(64);
    private readonly ClientAgent _agent = new("Chrome", 156, "Linux");

    [Fact]
    public void What_was_said_is_found_again()
    {
        Assert.Null(_cache.Find("a"));
        _cache.Add("a", _agent);
        Assert.Same(_agent, _cache.Find("a"));
        Assert.Null(_cache.Find("b"));
    }

    [Fact]
    public void It_never_keeps_more_than_its_bound()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _cache.Add($"agent {i}", _agent);
        }

        Assert.InRange(_cache.Count, 1, 64);
    }

    [Fact]
    public void Whoever_is_asked_for_again_and_again_stays_through_a_flood_of_others()
    {
        _cache.Add("usual", _agent);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Same(_agent, _cache.Find("usual"));
            _cache.Add($"agent {i}", _agent);
        }
    }

    [Fact]
    public void What_stands_behind_the_bound_is_neither_kept_nor_compared()
    {
        _cache.Add(new('x', 100_000), _agent);
        Assert.Same(_agent, _cache.Find(new('x', 512)));
    }

    [Fact]
    public void A_look_up_allocates_nothing()
    {
        _cache.Add("usual", _agent);
        _cache.Find("usual");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _cache.Find("usual");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
