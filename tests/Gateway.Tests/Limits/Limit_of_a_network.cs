using System.Net;
using Microsoft.Extensions.Time.Testing;
using Picket.Gateway.Limits;

namespace Picket.Gateway.Tests.Limits;

public sealed class Limit_of_a_network
{
    private static readonly IPAddress Office = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_passes_and_then_the_rate()
    {
        var limiter = Limiter(perSecond: 100, burst: 1000);
        Assert.Equal(1000, Passed(limiter, Office, 5000));
        Assert.False(limiter.TryTake(Office, out var retryAfter));
        Assert.Equal(TimeSpan.FromMilliseconds(10), retryAfter);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, Passed(limiter, Office, 5000));
    }

    [Fact]
    public void A_rest_fills_the_bucket_and_no_more_than_that()
    {
        var limiter = Limiter(perSecond: 10, burst: 20);
        Passed(limiter, Office, 100);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Passed(limiter, Office, 100));
    }

    [Fact]
    public void Who_is_refused_pays_nothing_for_it()
    {
        var limiter = Limiter(perSecond: 10, burst: 1);
        Assert.Equal(1, Passed(limiter, Office, 1_000));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(limiter.TryTake(Office, out _));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::1", "0.0.0.0", false)]
    public void One_IPv4_address_or_one_IPv6_64_is_a_network(string one, string other, bool same)
    {
        var limiter = Limiter(perSecond: 1, burst: 1);
        limiter.TryTake(IPAddress.Parse(one), out _);
        Assert.Equal(!same, limiter.TryTake(IPAddress.Parse(other), out _));
    }

    [Fact]
    public void A_hundred_thousand_networks_take_no_more_memory_than_one_and_a_flood_stays_limited()
    {
        var limiter = Limiter(perSecond: 10, burst: 10, capacity: 4096);
        Passed(limiter, Office, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            limiter.TryTake(Number(i), out _);
            if (i % 50 == 0)
            {
                // The flood goes on: it is never the one that was idle longest.
                Assert.False(limiter.TryTake(Office, out _));
            }
        }

        // Only the addresses themselves, made here.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 * 200);
        Assert.True(limiter.Displaced > 0);
    }

    [Fact]
    public void An_idle_network_makes_room_without_being_counted_as_displaced()
    {
        var limiter = Limiter(perSecond: 10, burst: 10, capacity: 8);
        for (var i = 0; i < 8; i++)
        {
            limiter.TryTake(Number(i), out _);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        limiter.TryTake(Number(99), out _);
        Assert.Equal(0, limiter.Displaced);
    }

    private NetworkLimiter Limiter(int perSecond, int burst, int capacity = 1024) => new(perSecond, burst, capacity, 42, _time);

    private static int Passed(NetworkLimiter limiter, IPAddress address, int tries) => Enumerable.Range(0, tries).Count(_ => limiter.TryTake(address, out var _));

    private static IPAddress Number(int i) => new([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]);
}
