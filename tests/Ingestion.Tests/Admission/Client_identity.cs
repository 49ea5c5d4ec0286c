using System.Net;
using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Client_identity
{
    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly ClientIdentity _identity;

    public Client_identity() => _identity = new(new byte[32], _clock);

    [Fact]
    public void A_browser_behind_an_address_is_one_client_for_a_day_and_another_the_next()
    {
        var today = _identity.Client(IPAddress.Parse("192.0.2.1"), "Firefox");
        Assert.Equal(today, _identity.Client(IPAddress.Parse("::ffff:192.0.2.1"), "Firefox"));
        Assert.NotEqual(today, _identity.Client(IPAddress.Parse("192.0.2.2"), "Firefox"));
        Assert.NotEqual(today, _identity.Client(IPAddress.Parse("192.0.2.1"), "Chrome"));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(today, _identity.Client(IPAddress.Parse("192.0.2.1"), "Firefox"));
    }

    [Fact]
    public void Another_installation_gives_other_hashes() =>
        Assert.NotEqual(_identity.Client(IPAddress.Loopback, ""), new ClientIdentity([.. Enumerable.Repeat((byte)1, 32)], _clock).Client(IPAddress.Loopback, ""));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.200", true)]
    [InlineData("192.0.2.1", "192.0.3.1", false)]
    [InlineData("2001:db8:1::1", "2001:db8:1:ffff::2", true)]
    [InlineData("2001:db8:1::1", "2001:db8:2::1", false)]
    public void Networks_are_24_bits_of_IPv4_and_48_of_IPv6(string one, string other, bool same) =>
        Assert.Equal(same, _identity.Network(IPAddress.Parse(one)) == _identity.Network(IPAddress.Parse(other)));

    [Fact]
    public void Absurd_user_agents_are_cut_not_thrown_on() => _identity.Client(IPAddress.IPv6Loopback, new string('\uffff', 100_000));

    [Fact]
    public void A_short_secret_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ClientIdentity(new byte[8], _clock));
}
