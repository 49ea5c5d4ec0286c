using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Reports;

namespace Picket.Storage.Queries;

/// <summary>A fold of issues with its counts: one problem, as one or several browsers and channels report it. What it is called is that of the oldest.</summary>
public sealed record IssueSummary
{
    /// <summary>The number of its oldest issue, which stands for all.</summary>
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

    /// <summary>Host of the page that the first report was of.</summary>
    public string? DocumentHost { get; init; }

    /// <summary>How bad it is.</summary>
    public ReportLevel Level { get; init; }

    /// <summary>Where it stands: unresolved where one of its issues is.</summary>
    public IssueStatus Status { get; init; }

    /// <summary>Where it is shown: in the stream where one of its issues is.</summary>
    public IssuePlace Place { get; init; }

    /// <summary>What is thought of it.</summary>
    public IssueNoise Noise { get; init; } = IssueNoise.None;

    /// <summary>Numbers of all its issues, the oldest first.</summary>
    public IReadOnlyList<long> Members { get; init; } = [];

    /// <summary>Reports.</summary>
    public long Count { get; init; }

    /// <summary>What they stand for, see <see cref="Report.Weight"/>.</summary>
    public long Weight { get; init; }

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

    /// <summary>The issue that gives it this place.</summary>
    public long ListedId { get; init; }

    /// <summary>Reports in each of the last 24 hours, the current one last; empty where they were not asked for.</summary>
    public IReadOnlyList<long> Hours { get; init; } = [];
}
