using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Reports.Noise;
using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Web.Api.Search;

namespace Picket.Web.Dashboard.Streams;

/// <summary>Completes the values of searches: words that mean something, or what the latest issues have.</summary>
internal sealed class SearchValues(StreamQueries queries)
{
    private const int Shown = 12;
    private const int MaxStart = 200;

    private static readonly string[] States = ["unresolved", "resolved", "archived", "new", "ongoing", "regressed", "escalating", "assigned", "unassigned", "linked", "unlinked"];
    private static readonly string[] Times = ["-1h", "-24h", "-7d", "-14d", "-30d", "+7d"];

    /// <summary>Keys that can stand before a colon, the most useful first.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "is", "directive", "blocked", "document", "browser", "release", "firstRelease", "environment", "disposition", "kind", "noise", "assigned", "source", "title", "culprit",
        "firstSeen", "lastSeen", "timesSeen", "has", "bookmarks", "ticket", "blocked-uri", "issue.id",
    ];

    /// <summary>Values for <paramref name="key"/> that start so.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<ProjectId> projects, string key, string start, CancellationToken cancellation)
    {
        start = start.Replace('\0', ' ')[..Math.Min(start.Length, MaxStart)];
        if (!SearchKeys.All.TryGetValue(key, out var field))
        {
            return [];
        }

        return field switch
        {
            SearchKeys.Word => Fixed(key.Equals("has", StringComparison.OrdinalIgnoreCase) ? Keys.Where(one => SearchKeys.IsText(SearchKeys.All[one])) : States),
            IssueField.Kind => Fixed(ReportKinds.All.Select(ReportKinds.Name)),
            IssueField.Disposition => Fixed(["enforce", "report", "unknown"]),
            IssueField.Place => Fixed(["true", "false", "quiet", "*", .. NoiseClasses.All.Select(NoiseClasses.NameOf)]),
            IssueField.Assignee or IssueField.BookmarkedBy => Fixed(["me", "none"]),
            IssueField.FirstSeen or IssueField.LastSeen => Fixed(Times),
            IssueField.TimesSeen => Fixed([">100", ">1000", "<10"]),
            IssueField.Directive => await queries.DirectivesAsync(projects, start, Shown, cancellation),
            IssueField.BlockedHost => await queries.BlockedHostsAsync(projects, start, Shown, cancellation),
            IssueField.DocumentHost => await FacetAsync(Facet.DocumentHost),
            IssueField.SourceFile => await FacetAsync(Facet.SourceFile),
            IssueField.Browser => await FacetAsync(Facet.Browser),
            IssueField.Release or IssueField.FirstRelease => ["latest", .. await FacetAsync(Facet.Release)],
            IssueField.Environment => await FacetAsync(Facet.Environment),
            _ => [],
        };

        IReadOnlyList<string> Fixed(IEnumerable<string> words) => [.. words.Where(word => word.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Take(Shown)];

        Task<IReadOnlyList<string>> FacetAsync(Facet facet) => queries.FacetValuesAsync(projects, facet, start, Shown, cancellation);
    }
}
