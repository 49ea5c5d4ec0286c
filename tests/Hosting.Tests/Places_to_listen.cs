using System.Net;
using System.Net.Sockets;

namespace Picket.Hosting.Tests;

public sealed class Places_to_listen
{
    [Fact]
    public void Addresses_are_a_list_a_star_or_loopback()
    {
        Assert.Empty(Addresses.Parse(""));
        Assert.Equal([IPAddress.IPv6Any], Addresses.Parse("*"));
        Assert.Equal([IPAddress.Parse("192.0.2.7"), IPAddress.IPv6Loopback], Addresses.Parse(" 192.0.2.7, ::1,"));
    }

    [Fact]
    public void What_is_no_address_is_named()
    {
        Assert.Empty(Addresses.Check("192.0.2.7,::1"));
        Assert.Empty(Addresses.Check("*"));
        Assert.Equal(2, Addresses.Check("localhost, 10.0.0.1, 10.0.0.256").Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("127.0.0.1")]
    public void What_can_be_listened_on_can_be(string setting)
    {
        var addresses = Addresses.Bindable(setting);
        Assert.NotEmpty(addresses);
        foreach (var address in addresses)
        {
            using var listener = new TcpListener(address, 0);
            listener.Start();
        }
    }

    [Fact]
    public void A_free_port_has_free_ones_behind_it()
    {
        var port = Ports.Choose(0, 3);
        var listeners = Enumerable.Range(port, 3).Select(each => new TcpListener(IPAddress.Loopback, each)).ToList();
        listeners.ForEach(listener => listener.Start());
        listeners.ForEach(listener => listener.Dispose());
        Assert.Equal(8080, Ports.Choose(8080, 3));
    }
}
