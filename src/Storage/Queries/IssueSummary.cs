using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Reports;

namespace Picket.Storage.Queries;

/// <summary>An issue with its counts.</summary>
public sealed record IssueSummary
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Its project.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>What its reports are about.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>What its reports have in common; <see cref="Reports.Fingerprint.Overflow"/> where new issues were too many.</summary>
    public required Fingerprint Fingerprint { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>The violated part of the policy.</summary>
    public string? Culprit { get; init; }

    /// <summary>The effective directive.</summary>
    public string? Directive { get; init; }

    /// <summary>What was blocked, normalized.</summary>
    public string? BlockedUri { get; init; }

    /// <summary>Host of what was blocked.</summary>
    public string? BlockedHost { get; init; }

    /// <summary>Where it stands.</summary>
    public IssueStatus Status { get; init; }

    /// <summary>Reports.</summary>
    public long Count { get; init; }

    /// <summary>Those of them that were enforced.</summary>
    public long Enforced { get; init; }

    /// <summary>Those of them that were only reported. The rest did not say.</summary>
    public long ReportOnly { get; init; }

    /// <summary>Time of the earliest report.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Time of the latest report.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Its place in lists: the time they are ordered by, up to five minutes behind <see cref="LastSeen"/>.</summary>
    public DateTimeOffset ListedAt { get; init; }

    /// <summary>Reports in each of the last 24 hours, the current one last; empty where they were not asked for.</summary>
    public IReadOnlyList<long> Hours { get; init; } = [];
}
