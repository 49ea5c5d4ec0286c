namespace Picket.Web.Api.Issues;

/// <summary>Rows of counts: the start of each interval in Unix seconds, and its reports.</summary>
/// <param name="Name">Sentry's word for the row: <c>24h</c> or <c>14d</c>.</param>
/// <param name="Row">The row, the current interval last.</param>
internal sealed record ApiStats(string Name, IReadOnlyList<IReadOnlyList<long>> Row)
{
    /// <summary>Of hours.</summary>
    public static ApiStats Hours(DateTimeOffset first, IReadOnlyList<long> counts) => new("24h", Rows(first, counts, TimeSpan.FromHours(1)));

    /// <summary>Of days.</summary>
    public static ApiStats Days(DateTimeOffset first, IReadOnlyList<long> counts) => new("14d", Rows(first, counts, TimeSpan.FromDays(1)));

    private static IReadOnlyList<IReadOnlyList<long>> Rows(DateTimeOffset first, IReadOnlyList<long> counts, TimeSpan step) =>
        [.. counts.Select((count, i) => (IReadOnlyList<long>)[(first + (i * step)).ToUnixTimeSeconds(), count])];
}
