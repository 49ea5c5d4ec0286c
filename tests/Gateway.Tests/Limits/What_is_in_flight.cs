using Picket.Gateway.Limits;

namespace Picket.Gateway.Tests.Limits;

public sealed class What_is_in_flight
{
    [Fact]
    public void Requests_above_the_limit_are_refused_at_once_until_one_leaves()
    {
        var flight = new InFlight(2);
        Assert.True(flight.TryEnter());
        Assert.True(flight.TryEnter());
        Assert.False(flight.TryEnter());
        Assert.Equal(2, flight.Requests);
        flight.Leave();
        Assert.True(flight.TryEnter());
    }
}
