using System.Net;
using Picket.Gateway.Limits;

namespace Picket.Gateway.Tests.Limits;

public sealed class Suspicion_of_a_proxy
{
    private static readonly IPAddress Proxy = IPAddress.Parse("10.0.0.1");

    [Theory]
    [InlineData(100, true)]
    [InlineData(70, true)]
    [InlineData(30, false)]
    [InlineData(0, false)]
    public void An_address_that_forwards_most_of_the_traffic_is_found(int percent, bool expected) =>
        Assert.Equal(expected, Found(i => i * 37 % 100 < percent ? (Proxy, true) : (Client(i), false)));

    [Fact]
    public void Most_traffic_alone_is_no_proxy() => Assert.False(Found(i => (Proxy, false)));

    [Fact]
    public void Many_addresses_that_forward_are_no_proxy() => Assert.False(Found(i => (Client(i), true)));

    [Fact]
    public void It_is_told_at_the_end_of_a_sample_and_looked_for_anew_in_the_next()
    {
        var suspicion = new ProxySuspicion();
        var told = Enumerable.Range(1, 3 * ProxySuspicion.Sample).Where(_ => suspicion.Observe(Proxy, true)).ToList();
        Assert.Equal([ProxySuspicion.Sample, 2 * ProxySuspicion.Sample, 3 * ProxySuspicion.Sample], told);
    }

    private static bool Found(Func<int, (IPAddress Address, bool Forwards)> request)
    {
        var suspicion = new ProxySuspicion();
        return Enumerable.Range(0, ProxySuspicion.Sample).Select(request).Any(each => suspicion.Observe(each.Address, each.Forwards));
    }

    private static IPAddress Client(int i) => new([192, 0, (byte)(i >> 8), (byte)i]);
}
