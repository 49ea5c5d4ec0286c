using Picket.Ingestion;
using Picket.Storage.Queries;

namespace Picket.Web.Api;

/// <summary>A page of a project's issues.</summary>
/// <param name="Issues">Latest first.</param>
/// <param name="Next">Where the list goes on; null where it ends.</param>
internal sealed record IssueSlice(IReadOnlyList<IssueSummary> Issues, PageCursor? Next)
{
    /// <summary>Reads one; one issue more than fits says whether there is another page.</summary>
    public static async Task<IssueSlice> ReadAsync(IssueQueries queries, ProjectId project, IssueFilter filter, PageCursor? after, int limit, CancellationToken cancellation) =>
        Of(await queries.ListAsync(project, filter, after is { } place ? (place.ListedAt, place.Id) : null, limit + 1, cancellation), limit);

    /// <summary>Cuts <paramref name="issues"/> to <paramref name="limit"/>.</summary>
    public static IssueSlice Of(IReadOnlyList<IssueSummary> issues, int limit) =>
        issues.Count <= limit ? new(issues, null) : new([.. issues.Take(limit)], PageCursor.Behind(issues[limit - 1]));
}
