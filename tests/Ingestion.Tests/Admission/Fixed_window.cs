using Picket.Ingestion.Admission;
using Picket.Ingestion.Tests.Support;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Fixed_window
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void With_the_clock_stopped_exactly_the_count_passes(int count)
    {
        var window = new FixedWindow(new(count, TimeSpan.FromSeconds(60)));
        Assert.Equal(count, Enumerable.Range(0, count + 50).Count(_ => Use(window, Make.Noon)));
    }

    [Fact]
    public void The_next_window_starts_at_a_multiple_of_its_length()
    {
        var window = new FixedWindow(new(1, TimeSpan.FromSeconds(60)));
        Assert.True(Use(window, Make.Noon.AddSeconds(59)));
        Assert.Equal(TimeSpan.FromSeconds(1), window.RetryAfter(Make.Noon.AddSeconds(59)));
        Assert.False(Use(window, Make.Noon.AddSeconds(59.9)));
        Assert.True(Use(window, Make.Noon.AddSeconds(60)));
    }

    [Fact]
    public void A_clock_that_steps_back_opens_no_window_again()
    {
        var window = new FixedWindow(new(1, TimeSpan.FromSeconds(60)));
        Assert.True(Use(window, Make.Noon.AddSeconds(60)));
        Assert.False(Use(window, Make.Noon));
    }

    private static bool Use(FixedWindow window, DateTimeOffset now)
    {
        var room = window.HasRoom(now);
        if (room)
        {
            window.Use(now);
        }

        return room;
    }
}
