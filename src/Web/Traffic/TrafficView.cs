using Picket.Ingestion;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Traffic;

/// <summary>What a project's traffic page shows.</summary>
public sealed record TrafficView
{
    private const int SamplesShown = 3;

    private static readonly Dictionary<string, (string Name, int Steps, bool ByDay)> Periods = new()
    {
        ["24h"] = ("24 hours", 24, false),
        ["7d"] = ("7 days", 7 * 24, false),
        ["30d"] = ("30 days", 30, true),
        ["90d"] = ("90 days", 90, true),
    };

    /// <summary>The project.</summary>
    public required ProjectRow Project { get; init; }

    /// <summary>The chosen period.</summary>
    public required string Period { get; init; }

    /// <summary>All periods with their names.</summary>
    public static IEnumerable<(string Id, string Name)> AllPeriods => Periods.Select(period => (period.Key, period.Value.Name));

    /// <summary>Where each step starts.</summary>
    public required IReadOnlyList<DateTimeOffset> Starts { get; init; }

    /// <summary>True where a step is a day.</summary>
    public bool ByDay { get; init; }

    /// <summary>Counts of each group, step by step.</summary>
    public required IReadOnlyDictionary<TrafficGroup, long[]> Rows { get; init; }

    /// <summary>Why, over the period.</summary>
    public required IReadOnlyList<TrafficReason> Reasons { get; init; }

    /// <summary>By key: its label, whether it is there still, and its sums.</summary>
    public required IReadOnlyList<(string Label, IReadOnlyDictionary<TrafficGroup, long> Sums)> Keys { get; init; }

    /// <summary>What filters turned away in the period, with samples.</summary>
    public required IReadOnlyList<FilteredReports> Filtered { get; init; }

    /// <summary>True where the reader may take a filter away.</summary>
    public bool MayConfigure { get; init; }

    /// <summary>A filter that was just taken away.</summary>
    public bool IsUndone { get; init; }

    /// <summary>All reports of the period.</summary>
    public long Total => Rows.Values.Sum(row => row.Sum());

    /// <summary>Reads it.</summary>
    internal static async Task<TrafficView> ReadAsync(
        Access access, string? period, OutcomeQueries outcomes, FilterQueries filters, KeyStore keys, TimeProvider time, CancellationToken cancellation)
    {
        var project = access.Project;
        var id = period is not null && Periods.ContainsKey(period) ? period : "24h";
        var (_, steps, byDay) = Periods[id];
        var now = time.GetUtcNow();
        var first = byDay ? new DateTimeOffset(now.UtcDateTime.Date.AddDays(1 - steps), TimeSpan.Zero) : Dashboard.Hours.First(time, steps);
        var step = byDay ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);
        var sums = await outcomes.SumAsync([project.Id], first, first + (step * steps), byDay, cancellation);
        var rows = TrafficGroup.All.ToDictionary(group => group, _ => new long[steps]);
        foreach (var sum in sums)
        {
            rows[TrafficGroup.Of(sum.Outcome)][(int)((sum.At - first) / step)] += sum.Count;
        }

        return new()
        {
            Project = project,
            Period = id,
            ByDay = byDay,
            Starts = [.. Enumerable.Range(0, steps).Select(i => first + (step * i))],
            Rows = rows,
            Reasons = TrafficReason.Of(sums),
            Keys = await ReadKeysAsync(project.Id, first, outcomes, keys, cancellation),
            Filtered = await filters.ReadAsync(project.Id, first, SamplesShown, cancellation),
            MayConfigure = access.Allows(Permission.Configure),
        };
    }

    private static async Task<IReadOnlyList<(string Label, IReadOnlyDictionary<TrafficGroup, long> Sums)>> ReadKeysAsync(
        ProjectId project, DateTimeOffset first, OutcomeQueries outcomes, KeyStore keys, CancellationToken cancellation)
    {
        var labels = (await keys.ListAsync(project, cancellation)).ToDictionary(key => key.Id, key => key.Active ? key.Label : $"{key.Label} (switched off)");
        return
        [
            .. (await outcomes.SumByKeyAsync(project, first, cancellation)).GroupBy(sum => sum.Key)
                .Select(key => (
                    Label: key.Key == 0 ? "no known key" : labels.GetValueOrDefault(key.Key, "a key that was revoked"),
                    Sums: (IReadOnlyDictionary<TrafficGroup, long>)key.GroupBy(sum => TrafficGroup.Of(sum.Outcome)).ToDictionary(group => group.Key, group => group.Sum(sum => sum.Count))))
                .OrderByDescending(key => key.Sums.Values.Sum()),
        ];
    }
}
