namespace Picket.Storage.Queries;

/// <summary>An issue by itself, as it is exported.</summary>
public sealed record ExportedIssue
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The number its fold is shown under.</summary>
    public long ShownAs { get; init; }

    /// <summary>Its <see cref="Reports.ReportKind"/>.</summary>
    public short Kind { get; init; }

    /// <summary>32 hexadecimal digits.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>One line.</summary>
    public string Title { get; init; } = "";

    /// <summary>The violated part of the policy.</summary>
    public string? Culprit { get; init; }

    /// <summary>The effective directive.</summary>
    public string? Directive { get; init; }

    /// <summary>What was blocked, normalized.</summary>
    public string? BlockedUri { get; init; }

    /// <summary>Host of what was blocked.</summary>
    public string? BlockedHost { get; init; }

    /// <summary>Its <see cref="Ingestion.Issues.IssueStatus"/>.</summary>
    public short Status { get; init; }

    /// <summary>Its <see cref="Ingestion.Issues.IssuePlace"/>.</summary>
    public short Place { get; init; }

    /// <summary>Time of the first report.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Time of the last report.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Reports.</summary>
    public long Count { get; init; }

    /// <summary>Reports that those stand for: an estimate where it differs from <see cref="Count"/>, because browsers or the project sampled.</summary>
    public long Weight { get; init; }

    /// <summary>Those of them that were enforced.</summary>
    public long Enforced { get; init; }

    /// <summary>Those of them that were only reported.</summary>
    public long ReportOnly { get; init; }
}
