using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Picket.Web.Api.Issues;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Api;

public sealed class StatsPeriodTests
{
    /// <summary>Parameters at half past twelve, the first interval, the end of the last, and how many there are.</summary>
    [Theory]
    [InlineData("", "02-28T13:00", "03-01T13:00", 24)]
    [InlineData("resolution=1h", "02-28T13:00", "03-01T13:00", 24)]
    [InlineData("statsPeriod=14d&interval=1d", "02-16T00:00", "03-02T00:00", 14)]
    [InlineData("resolution=1d", "03-01T00:00", "03-02T00:00", 1)]
    [InlineData("since=1772323200&until=1772330400", "03-01T00:00", "03-01T02:00", 2)]
    [InlineData("start=2026-02-28&end=2026-03-01T01:30", "02-28T00:00", "03-01T02:00", 26)]
    [InlineData("since=2026-03-01T11:59:00Z", "03-01T11:00", "03-01T13:00", 2)]
    public void A_period_is_whole_intervals(string query, string from, string before, int count)
    {
        Assert.Null(Read(query, out var period));
        Assert.Equal((from, before, count), ($"{period.From:MM-dd'T'HH:mm}", $"{period.Before:MM-dd'T'HH:mm}", period.Count));
        Assert.Equal(count, period.Starts().Count());
        Assert.Equal(count - 1, period.IndexOf(period.Before.AddTicks(-1)));
    }

    [Theory]
    [InlineData("resolution=10s")]
    [InlineData("since=yesterday")]
    [InlineData("until=-1")]
    [InlineData("statsPeriod=long")]
    [InlineData("since=2026-03-02&until=2026-03-01")]
    [InlineData("since=1970-01-01")]
    public void Anything_else_is_said_to_be_wrong(string query) => Assert.NotNull(Read(query, out _));

    private static string? Read(string query, out StatsPeriod period) =>
        StatsPeriod.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), Some.Noon.AddMinutes(30), out period);
}
