using Microsoft.AspNetCore.Http;
using Picket.Web.Api.Search;

namespace Picket.Web.Api.Issues;

/// <summary>Intervals of hours or days, UTC, one behind the other.</summary>
/// <param name="From">Start of the first.</param>
/// <param name="Before">End of the last.</param>
/// <param name="ByDay">Days; else hours.</param>
internal sealed record StatsPeriod(DateTimeOffset From, DateTimeOffset Before, bool ByDay)
{
    /// <summary>Intervals of one answer.</summary>
    public const int MaxIntervals = 10_000;

    private static readonly TimeSpan Default = TimeSpan.FromDays(1);

    /// <summary>How many.</summary>
    public int Count => (int)((Before - From) / Step);

    /// <summary>Their length.</summary>
    public TimeSpan Step => ByDay ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);

    /// <summary>The one that <paramref name="at"/> falls into.</summary>
    public int IndexOf(DateTimeOffset at) => (int)((at - From) / Step);

    /// <summary>Starts of all.</summary>
    public IEnumerable<DateTimeOffset> Starts() => Enumerable.Range(0, Count).Select(i => From + (i * Step));

    /// <summary>
    /// Reads <c>since</c> and <c>until</c> (Unix seconds, or times), <c>start</c> and <c>end</c>, or <c>statsPeriod</c>, and <c>resolution</c> or <c>interval</c>. Whole
    /// intervals: the one that the end falls into is the last.
    /// </summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Read(IQueryCollection parameters, DateTimeOffset now, out StatsPeriod period)
    {
        period = new(now, now, false);
        string? interval = parameters["resolution"].FirstOrDefault() ?? parameters["interval"].FirstOrDefault() ?? "1h";
        if (interval is not ("1h" or "1d"))
        {
            return "Invalid resolution: there are 1h and 1d.";
        }

        string? span = parameters["statsPeriod"];
        var (since, until) = (parameters["since"].FirstOrDefault() ?? parameters["start"].FirstOrDefault(), parameters["until"].FirstOrDefault() ?? parameters["end"].FirstOrDefault());
        if ((since is not null && Time(since) is null) || (until is not null && Time(until) is null))
        {
            return "Invalid since or until: Unix seconds, or a time such as 2026-03-01T12:00:00Z.";
        }

        if (!string.IsNullOrEmpty(span) && SearchTimes.Span(span) is null)
        {
            return "Invalid statsPeriod: write 24h, 14d or another length of time.";
        }

        var end = Time(until) ?? now;
        var length = string.IsNullOrEmpty(span) ? Default : SearchTimes.Span(span)!.Value;
        var from = Time(since) ?? (end - DateTimeOffset.UnixEpoch < length ? DateTimeOffset.UnixEpoch : end - length);
        var step = interval == "1d" ? TimeSpan.TicksPerDay : TimeSpan.TicksPerHour;
        // A row of the last day has 24 hours, the current one among them.
        var last = Floor(end.AddTicks(-1), step).AddTicks(step);
        var first = since is null ? last - TimeSpan.FromTicks(Math.Max(step, length.Ticks / step * step)) : Floor(from, step);
        period = new(first, last, interval == "1d");
        return first >= last ? "Invalid period: it ends before it starts." : period.Count > MaxIntervals ? $"Invalid period: it has more than {MaxIntervals} intervals." : null;
    }

    private static DateTimeOffset Floor(DateTimeOffset at, long ticks) => new(at.UtcTicks - (at.UtcTicks % ticks), TimeSpan.Zero);

    private static DateTimeOffset? Time(string? text) => text switch
    {
        null => null,
        _ when long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds < 200_000_000_000 =>
            DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => SearchTimes.Moment(text, out _),
    };
}
