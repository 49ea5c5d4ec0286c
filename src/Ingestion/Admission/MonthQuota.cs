namespace Picket.Ingestion.Admission;

/// <summary>What happens to an organization that nears the end of its month's quota: it hears of it at 80, 100 and 120 percent, and is stopped at the second or the third.</summary>
public static class MonthQuota
{
    /// <summary>Percents of the quota of which an organization hears.</summary>
    public static IReadOnlyList<int> Notices { get; } = [80, 100, 120];

    /// <summary>Reports of a month after which none is taken: the quota, or 120 percent of it where the plan has grace.</summary>
    public static long HardStop(long quota, bool grace) => grace ? quota + (quota / 5) : quota;

    /// <summary>The highest percent of <see cref="Notices"/> that is reached; 0 for none.</summary>
    public static int Reached(long quota, long used) => Notices.LastOrDefault(percent => (Int128)used * 100 >= (Int128)quota * percent);
}
