using Picket.Ingestion.Issues;
using Picket.Storage.Queries;

namespace Picket.Web.Dashboard.Views;

/// <summary>What an issue's page shows.</summary>
public sealed record IssueView
{
    private const int SamplesShown = 10;
    private const int Days = 7;
    private const int HostsShown = 3;
    private const int VariantsShown = 20;

    /// <summary>The issue.</summary>
    public required IssueSummary Issue { get; init; }

    /// <summary>Its project.</summary>
    public required ProjectRow Project { get; init; }

    /// <summary>Reports in each hour of a week, the current one last.</summary>
    public required IReadOnlyList<(DateTimeOffset Start, long Count)> Hours { get; init; }

    /// <summary>How its reports spread.</summary>
    public required IReadOnlyList<FacetView> Facets { get; init; }

    /// <summary>The hosts of the pages it happens on, the most frequent first; null where no report says.</summary>
    public string? Where => Facets.FirstOrDefault(facet => facet.Facet == Facet.DocumentHost) is { } hosts ? string.Join(", ", hosts.Values.Take(HostsShown).Select(host => host.Name)) : null;

    /// <summary>Estimated clients of each day that had any, the latest first.</summary>
    public required IReadOnlyList<(DateOnly Day, long Clients)> Clients { get; init; }

    /// <summary>The issues of the fold, each as it is by itself; empty where there is but one.</summary>
    public IReadOnlyList<IssueVariant> Variants { get; init; } = [];

    /// <summary>The latest samples.</summary>
    public required IReadOnlyList<SampleView> Samples { get; init; }

    /// <summary>Reads it.</summary>
    internal static async Task<IssueView> ReadAsync(IssueSummary issue, ProjectRow project, IssueQueries issues, TimeProvider time, CancellationToken cancellation)
    {
        var first = Dashboard.Hours.First(time, Dashboard.Hours.OfAWeek);
        var firstDay = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - Days);
        var counts = Dashboard.Hours.Fill(await issues.HoursAsync(issue.Members, first, cancellation), first, Dashboard.Hours.OfAWeek);
        return new()
        {
            Issue = issue,
            Project = project,
            Hours = [.. counts.Select((count, i) => (first.AddHours(i), count))],
            Facets = FacetView.Of(await issues.FacetsAsync(issue.Members, cancellation), issue.Count),
            Clients = [.. (await issues.ClientsAsync(issue.Members, firstDay, cancellation)).Select(day => (day.Day, Math.Max(1, (long)Math.Round(day.Clients)))).Reverse()],
            Variants = issue.Members.Count > 1 ? await issues.VariantsAsync(issue.Members, VariantsShown, cancellation) : [],
            Samples = await issues.SamplesAsync(issue.Members, SamplesShown, cancellation),
        };
    }
}
