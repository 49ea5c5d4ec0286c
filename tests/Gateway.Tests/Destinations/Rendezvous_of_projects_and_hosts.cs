using System.Net;
using Picket.Gateway.Destinations;
using Picket.Ingestion;

namespace Picket.Gateway.Tests.Destinations;

public sealed class Rendezvous_of_projects_and_hosts
{
    private const int Projects = 10_000;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Hosts_get_equal_shares_of_ten_thousand_projects(int count)
    {
        var hosts = Hosts(count);
        var shares = AllProjects().CountBy(project => Pick(project, hosts)).ToDictionary();
        var mean = (double)Projects / count;
        // Shares are binomial: five standard deviations.
        var tolerance = 5 * Math.Sqrt(mean * (1 - (1.0 / count)));
        Assert.Equal(count, shares.Count);
        Assert.All(shares.Values, share => Assert.InRange(share, mean - tolerance, mean + tolerance));
    }

    [Fact]
    public void When_a_host_goes_only_its_projects_move_and_they_spread_over_all_others()
    {
        var before = Hosts(5);
        var after = before.ToArray();
        after[2] = after[2] with { Usable = false };
        var moved = AllProjects().Where(project => Pick(project, before) != Pick(project, after)).ToList();
        Assert.All(moved, project => Assert.Equal(2, Pick(project, before)));
        Assert.Equal(AllProjects().Count(project => Pick(project, before) == 2), moved.Count);
        Assert.Equal(4, moved.Select(project => Pick(project, after)).Distinct().Count());
    }

    [Fact]
    public void When_a_host_comes_only_what_it_takes_moves()
    {
        var (before, after) = (Hosts(4), Hosts(5));
        var moved = AllProjects().Where(project => Pick(project, before) != Pick(project, after)).ToList();
        Assert.All(moved, project => Assert.Equal(4, Pick(project, after)));
        Assert.InRange(moved.Count, Projects / 5 * 0.85, Projects / 5 * 1.15);
    }

    [Fact]
    public void The_order_in_which_hosts_are_listed_means_nothing()
    {
        var hosts = Hosts(6);
        var reversed = hosts.Reverse().ToArray();
        Assert.All(AllProjects(), project => Assert.Equal(hosts[Pick(project, hosts)].Hash, reversed[Pick(project, reversed)].Hash));
    }

    [Fact]
    public void Choices_are_the_same_in_every_process_and_release()
    {
        // Written down once: gateways of two releases run side by side during an update, and must agree.
        string[] names = ["http://10.0.0.1:8080/", "http://10.0.0.2:8080/", "http://10.0.0.3:8080/"];
        var hosts = names.Select(name => new Candidate(Rendezvous.Hash(name), 0, true)).ToArray();
        Assert.Equal("120201122200021012100201", string.Concat(Enumerable.Range(1, 24).Select(project => Pick(new(project), hosts))));
    }

    [Fact]
    public void Strict_placement_keeps_a_hot_project_on_its_host()
    {
        var hosts = Hosts(3);
        var home = Pick(new(7), hosts);
        hosts[home] = hosts[home] with { UnderWay = 1_000_000 };
        Assert.Equal(home, Pick(new(7), hosts));
    }

    [Fact]
    public void Bounded_placement_spills_a_hot_project_over_and_no_host_passes_the_bound()
    {
        var hosts = Hosts(4);
        var home = Pick(new(7), hosts);
        for (var i = 1; i <= 1000; i++)
        {
            var at = Pick(new(7), hosts, Placement.Bounded);
            hosts[at] = hosts[at] with { UnderWay = hosts[at].UnderWay + 1 };
            Assert.True(hosts.Max(host => host.UnderWay) <= Math.Ceiling(Rendezvous.Bound * i / 4));
        }

        Assert.Equal(hosts.Max(host => host.UnderWay), hosts[home].UnderWay);
        Assert.All(hosts, host => Assert.True(host.UnderWay > 0));
    }

    [Fact]
    public void Bounded_placement_leaves_quiet_projects_at_home_while_one_floods()
    {
        var hosts = Hosts(4);
        for (var i = 0; i < 1000; i++)
        {
            var at = Pick(new(7), hosts, Placement.Bounded);
            hosts[at] = hosts[at] with { UnderWay = hosts[at].UnderWay + 1 };
        }

        // The flooded project's home is at the bound; whoever lives elsewhere stays there.
        var home = Pick(new(7), hosts);
        var elsewhere = AllProjects().Where(project => Pick(project, hosts) != home).ToList();
        var stayed = elsewhere.Count(project => Pick(project, hosts, Placement.Bounded) == Pick(project, hosts));
        Assert.InRange(stayed, elsewhere.Count / 3, elsewhere.Count);
        Assert.All(AllProjects(), project => Assert.True(hosts[Pick(project, hosts, Placement.Bounded)].UnderWay < Math.Ceiling(Rendezvous.Bound * 1001 / 4)));
    }

    [Fact]
    public void Bounded_placement_keeps_a_project_at_home_until_that_is_busy()
    {
        const int Always = 256;
        var hosts = Hosts(4);
        var home = Pick(new(7), hosts);
        for (var i = 1; i <= Always; i++)
        {
            Assert.Equal(home, Rendezvous.Pick(Rendezvous.Hash(new ProjectId(7)), hosts, Placement.Bounded, Always));
            hosts[home] = hosts[home] with { UnderWay = i };
        }

        Assert.NotEqual(home, Rendezvous.Pick(Rendezvous.Hash(new ProjectId(7)), hosts, Placement.Bounded, Always));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_usable_host_there_is_no_choice(bool bounded)
    {
        var placement = bounded ? Placement.Bounded : Placement.Strict;
        Assert.Equal(-1, Pick(new(1), [], placement));
        Assert.Equal(-1, Pick(new(1), [new(1, 0, false), new(2, 0, false)], placement));
        Assert.Equal(1, Pick(new(1), [new(1, 0, false), new(2, 5, true)], placement));
    }

    [Fact]
    public void Clients_spread_over_the_hosts()
    {
        var hosts = Hosts(4);
        var shares = Enumerable.Range(0, 4000).CountBy(i => Rendezvous.Pick(Rendezvous.Hash(new IPAddress([10, 0, (byte)(i >> 8), (byte)i])), hosts, Placement.Strict)).ToDictionary();
        Assert.All(shares.Values, share => Assert.InRange(share, 850, 1150));
        Assert.NotEqual(Rendezvous.Hash(IPAddress.Any), Rendezvous.Hash(IPAddress.IPv6Any));
    }

    private static int Pick(ProjectId project, ReadOnlySpan<Candidate> hosts, Placement placement = Placement.Strict) => Rendezvous.Pick(Rendezvous.Hash(project), hosts, placement);

    private static IEnumerable<ProjectId> AllProjects() => Enumerable.Range(1, Projects).Select(number => new ProjectId(number));

    private static Candidate[] Hosts(int count) => [.. Enumerable.Range(1, count).Select(number => new Candidate(Rendezvous.Hash($"http://10.0.0.{number}:8080/"), 0, true))];
}
