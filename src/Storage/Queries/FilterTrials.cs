using System.Text;
using System.Text.Json;
using Dapper;
using Picket.Ingestion;
using Picket.Ingestion.Admission.Filters;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Reports.Formats;
using Picket.Reports.Noise;
using Picket.Storage.Projects;

namespace Picket.Storage.Queries;

/// <summary>
/// Tries filters on what was counted before they are saved: the very filters, over samples. Addresses and user agents of senders are stored nowhere, so what looks at them
/// cannot be tried.
/// </summary>
public sealed class FilterTrials(Store store)
{
    /// <summary>Issues whose samples are looked at.</summary>
    public const int MaxIssues = 300;

    private const int SamplesOfEach = 5;

    /// <summary>Tries them.</summary>
    /// <param name="project">On which project's samples; the caller has checked that it may be seen.</param>
    /// <param name="filters">The setting <c>filters</c>, as it would be stored.</param>
    /// <param name="since">Samples and counts from this time on.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<FilterTrial> TryAsync(ProjectId project, JsonElement filters, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var connection = await store.Searches.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = (await connection.QueryAsync<Row>(new(
            """
            select i.id as issue, i.title, i.noise, s.browser, s.release, s.raw,
                (select coalesce(sum(h.count), 0)::bigint from issue_hour_counts h where h.issue_id = i.id and h.hour >= @since) as reports
            from (select id, title, noise from issues where project_id = @project and last_seen >= @since order by last_seen desc limit @MaxIssues) i
            cross join lateral (select browser, release, raw from samples where issue_id = i.id and day >= @from order by day desc, slot limit @SamplesOfEach) s
            """,
            new { project = project.Value, since = since.UtcDateTime, from = DateOnly.FromDateTime(since.UtcDateTime), MaxIssues, SamplesOfEach },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
        var compiled = new InboundFilters(StoredFilters.Read(filters));
        var caught = rows.GroupBy(row => row.Issue)
            .Select(issue => (Rows: issue.ToList(), Reasons: issue.Select(row => Match(compiled, row, project)).OfType<string>().ToList()))
            .Where(issue => issue.Reasons.Count > 0)
            .Select(issue => new CaughtIssue(issue.Rows[0].Issue, issue.Rows[0].Title, issue.Reasons[0], issue.Reasons.Count, issue.Rows.Count, issue.Rows[0].Reports))
            .OrderByDescending(issue => issue.Reports);
        return new(rows.Count, rows.DistinctBy(row => row.Issue).Count(), [.. caught]);
    }

    private static string? Match(InboundFilters filters, Row row, ProjectId project)
    {
        var items = ReportReader.Read(Encoding.UTF8.GetBytes(row.Raw));
        if (items[0].Report is not { } report)
        {
            return null;
        }

        var from = new Submission { Project = project, Key = default, Items = items, Received = DateTimeOffset.UnixEpoch, Browser = row.Browser, Release = row.Release };
        return filters.Match(report, from) ?? (filters.Settings.DroppedNoise.Contains((NoiseClass)row.Noise) ? OutcomeReasons.Of((NoiseClass)row.Noise) : null);
    }

    private sealed record Row(long Issue, string Title, short Noise, string Browser, string? Release, string Raw, long Reports);
}
