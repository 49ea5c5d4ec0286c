using Picket.Ingestion.Issues;

namespace Picket.Storage.State;

/// <summary>What to do to issues. What is not said stays as it is.</summary>
public sealed record IssueChange
{
    /// <summary>Where they shall stand.</summary>
    public IssueStatus? Status { get; init; }

    /// <summary>With <see cref="IssueStatus.Resolved"/>: only reports of releases that are not known yet reopen them.</summary>
    public bool InNextRelease { get; init; }

    /// <summary>With <see cref="IssueStatus.Resolved"/>: the release they are resolved in. Reports of it and of later ones reopen them.</summary>
    public string? InRelease { get; init; }

    /// <summary>With <see cref="IssueStatus.Ignored"/>: for how long.</summary>
    public TimeSpan? ArchiveFor { get; init; }

    /// <summary>With <see cref="IssueStatus.Ignored"/>: until so many reports more.</summary>
    public long? ArchiveForReports { get; init; }

    /// <summary>With <see cref="IssueStatus.Ignored"/>: until an hour brings three times what the busiest of the last seven days did, and at least ten.</summary>
    public bool ArchiveUntilEscalating { get; init; }

    /// <summary>Give them to <see cref="Assignee"/>.</summary>
    public bool SetsAssignee { get; init; }

    /// <summary>With <see cref="SetsAssignee"/>: whom; null for no one.</summary>
    public long? Assignee { get; init; }

    /// <summary>Whether the user has them bookmarked.</summary>
    public bool? IsBookmarked { get; init; }

    /// <summary>Whether the user has seen them.</summary>
    public bool? HasSeen { get; init; }
}
