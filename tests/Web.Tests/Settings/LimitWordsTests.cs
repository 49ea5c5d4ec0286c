using Picket.Web.Dashboard;

namespace Picket.Web.Tests.Settings;

public sealed class LimitWordsTests
{
    [Theory]
    [InlineData(1000, 3600, "1,000 an hour")]
    [InlineData(5, 1, "5 a second")]
    [InlineData(5, 600, "5 in 10 minutes")]
    [InlineData(5, 7200, "5 in 2 hours")]
    [InlineData(5, 90, "5 in 90 seconds")]
    [InlineData(0, 86400, "0 a day")]
    public void A_limit_reads_as_people_say_it(long count, int window, string words) => Assert.Equal(words, LimitWords.Of(count, window));

    [Fact]
    public void A_window_that_is_not_usual_can_be_kept()
    {
        Assert.Contains((90, "in 90 seconds"), LimitWords.Choices(90));
        Assert.Single(LimitWords.Choices(3600), choice => choice.Window == 3600);
    }
}
