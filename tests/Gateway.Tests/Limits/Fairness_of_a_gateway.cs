using Picket.Gateway.Limits;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Gateway.Tests.Limits;

/// <summary>A flood beside quiet projects, at hosts that take 20,000 reports a second and answer in 3 ms at rest.</summary>
public sealed class Fairness_of_a_gateway(ITestOutputHelper output)
{
    private const int Goal = 2;

    private static readonly int Seconds = Scale.SimulatedSeconds;

    [Theory]
    [InlineData(256, 1, 1)]
    [InlineData(1000, 1, 1)]
    [InlineData(4000, 1, 1)]
    [InlineData(1000, 10, 1)]
    [InlineData(1000, 1, 2)]
    [InlineData(1000, 1, 4)]
    [InlineData(1000, 1, 8)]
    public void Quiet_projects_hardly_notice_a_flood_and_hosts_stay_busy(int connections, int projects, int gateways)
    {
        var hosts = new SimulatedHosts(gateways).Pass(5).With(connections, projects).Pass(5);
        hosts.Forget().Pass(Seconds);
        Show(hosts);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, Goal * hosts.Rest);
        Assert.InRange(hosts.Flood, 0.85 * 1000 * Seconds * hosts.Capacity, 1000 * Seconds * hosts.Capacity);
        Assert.Equal(0, hosts.Refused);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Nor_do_those_that_send_a_report_now_and_then(int perSecond)
    {
        var hosts = new SimulatedHosts { Quiet = perSecond / 1000.0 }.Pass(10).With(1000);
        hosts.Pass(10).Forget().Pass(200);
        Show(hosts);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 90), hosts.Rest, Goal * hosts.Rest);
    }

    [Fact]
    public void A_flood_that_was_there_first_is_found()
    {
        var hosts = new SimulatedHosts { Quiet = 0 }.With(1000).Pass(30);
        Assert.Equal(AdaptiveLimit.None, hosts.Limit);
        hosts.Quiet = 0.1;
        hosts.Pass(10).Forget().Pass(30);
        Show(hosts);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, Goal * hosts.Rest);
    }

    [Fact]
    public void A_project_that_sends_much_and_less_than_hosts_take_is_left_alone()
    {
        var hosts = new SimulatedHosts { Open = 15 }.Pass(10);
        hosts.Forget().Pass(300);
        Show(hosts);
        Assert.Equal(AdaptiveLimit.None, hosts.Limit);
        Assert.Equal(0, hosts.Refused);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, Goal * hosts.Rest);
        Assert.InRange(SimulatedHosts.Percentile(hosts.FloodTimes, 99), hosts.Rest, Goal * hosts.Rest);
    }

    [Fact]
    public void What_hosts_can_take_is_hardly_refused_even_if_it_crowds_them()
    {
        var hosts = new SimulatedHosts { Few = 60 }.Pass(5);
        hosts.Open = 15;
        hosts.Pass(10).Forget().Pass(Seconds);
        Show(hosts);
        Assert.InRange(hosts.Flood, 0.98 * 1000 * Seconds * hosts.Open, 1000 * Seconds * hosts.Open); // A look may fill the line.
    }

    [Fact]
    public void Of_what_they_cannot_take_only_the_flood_s_is_refused_and_nobody_waits_for_long()
    {
        var hosts = new SimulatedHosts().Pass(5);
        hosts.Open = 30;
        hosts.Pass(10).Forget().Pass(Seconds);
        Show(hosts);
        Assert.InRange(hosts.Flood, 0.9 * 1000 * Seconds * hosts.Capacity, 1000 * Seconds * hosts.Capacity);
        Assert.InRange(hosts.QuietTimes.Count, hosts.QuietSent - 10, hosts.QuietSent + 10);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, 6 * hosts.Rest);
        Assert.InRange(hosts.FloodTimes.Max(), 0, FairQueue.LongestWait.TotalMilliseconds + 200);
    }

    [Fact]
    public void A_project_whose_answers_never_come_holds_up_nobody_else()
    {
        var hosts = new SimulatedHosts { Open = 15, Stuck = 0.05 };
        hosts.Pass(10).Forget().Pass(Seconds);
        Show(hosts);
        Assert.Equal(0, hosts.Refused);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, Goal * hosts.Rest);

        hosts.Open = 0;
        hosts.With(1000).Pass(10).Forget().Pass(Seconds);
        Show(hosts);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, Goal * hosts.Rest);
    }

    [Fact]
    public void Hosts_that_have_become_slower_are_not_taken_for_crowded_ones()
    {
        var hosts = new SimulatedHosts().With(1000).Pass(30);
        hosts.Rest *= 4;
        hosts.Pass(20).Forget().Pass(Seconds);
        Show(hosts);
        Assert.InRange(hosts.Flood, 0.85 * 1000 * Seconds * hosts.Capacity, 1000 * Seconds * hosts.Capacity);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, Goal * hosts.Rest);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    public void Slow_hosts_are_no_exception(int rest)
    {
        var hosts = new SimulatedHosts { Rest = rest }.With(8000).Pass(20);
        hosts.Forget().Pass(Seconds);
        Show(hosts);
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 99), hosts.Rest, Goal * hosts.Rest);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1500)]
    public void Hosts_that_hang_for_a_moment_make_nobody_wait_for_longer_than_that(int moment)
    {
        var hosts = new SimulatedHosts { Hang = step => step % 17_700 < moment }.With(4000).Pass(20);
        hosts.Forget().Pass(60);
        Show(hosts);
        Assert.InRange(hosts.QuietTimes.Max(), moment, moment + (15 * hosts.Rest));
        Assert.InRange(SimulatedHosts.Percentile(hosts.QuietTimes, 90), hosts.Rest, Goal * hosts.Rest);
    }

    [Fact]
    public void The_limit_ends_with_the_flood()
    {
        var hosts = new SimulatedHosts().Pass(5);
        hosts.Open = 30;
        hosts.Pass(20);
        Assert.NotEqual(AdaptiveLimit.None, hosts.Limit);
        hosts.Open = 1;
        hosts.Pass(20);
        Assert.Equal(AdaptiveLimit.None, hosts.Limit);
    }

    private void Show(SimulatedHosts hosts) => output.WriteLine(
        $"quiet p50 {SimulatedHosts.Percentile(hosts.QuietTimes, 50)} p99 {SimulatedHosts.Percentile(hosts.QuietTimes, 99)} max {hosts.QuietTimes.Max()} ms, flood {hosts.Flood:N0} p50 {SimulatedHosts.Percentile(hosts.FloodTimes, 50)} p99 {SimulatedHosts.Percentile(hosts.FloodTimes, 99)} ms, {hosts.Refused:N0} refused, limit {hosts.Limit}");
}
