namespace Picket.Web.Dashboard;

/// <summary>Rows of hours, the current one last.</summary>
internal static class Hours
{
    /// <summary>Hours of a day.</summary>
    public const int OfADay = 24;

    /// <summary>Hours of a week.</summary>
    public const int OfAWeek = 7 * 24;

    /// <summary>Where a row of <paramref name="count"/> hours starts.</summary>
    public static DateTimeOffset First(TimeProvider time, int count)
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1 - count);
    }

    /// <summary>A row without gaps, from what is stored only where there is something.</summary>
    public static IReadOnlyList<long> Fill(IEnumerable<(DateTimeOffset Hour, long Count)> stored, DateTimeOffset first, int count)
    {
        var row = new long[count];
        foreach (var (hour, reports) in stored)
        {
            var at = (hour - first).Ticks / TimeSpan.TicksPerHour;
            if (hour >= first && at < count)
            {
                row[at] += reports;
            }
        }

        return row;
    }
}
