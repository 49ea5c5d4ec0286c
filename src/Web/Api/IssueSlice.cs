using Picket.Storage.Queries;
using Picket.Storage.Search;

namespace Picket.Web.Api;

/// <summary>A page of issues.</summary>
/// <param name="Issues">In the list's order.</param>
/// <param name="Next">Where the list goes on; null where it ends.</param>
internal sealed record IssueSlice(IReadOnlyList<IssueSummary> Issues, PageCursor? Next)
{
    /// <summary>Reads one; one issue more than fits says whether there is another page.</summary>
    public static async Task<IssueSlice> ReadAsync(IssueSearches searches, long organization, IssueSearch search, CancellationToken cancellation) =>
        Of(await searches.FindAsync(organization, search with { Limit = search.Limit + 1 }, cancellation), search.Limit, search.Sort);

    /// <summary>Cuts <paramref name="issues"/> to <paramref name="limit"/>.</summary>
    public static IssueSlice Of(IReadOnlyList<IssueSummary> issues, int limit, IssueSort sort) =>
        issues.Count <= limit ? new(issues, null) : new([.. issues.Take(limit)], PageCursor.Behind(issues[limit - 1], sort));
}
