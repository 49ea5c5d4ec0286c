using Picket.Ingestion;

namespace Picket.Storage.Search;

/// <summary>Which issues of which projects, in which order.</summary>
/// <param name="Projects">Where to look; the caller has checked that they may be seen.</param>
/// <param name="Conditions">All must hold. Without one about the place, only the stream is searched.</param>
public sealed record IssueSearch(IReadOnlyList<ProjectId> Projects, IReadOnlyList<IssueCondition> Conditions)
{
    /// <summary>Of so many that were seen last, over all projects, a list by frequency shows the most frequent.</summary>
    public const int FrequencyCandidates = 2000;

    /// <summary>The order.</summary>
    public IssueSort Sort { get; init; }

    /// <summary>Only what comes behind it; null for the first page.</summary>
    public IssueCursor? After { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 25;
}
