using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Ledger;

/// <summary>What one issue gained.</summary>
public sealed record IssueRow
{
    /// <summary>Origins that one row tells apart.</summary>
    public const int MaxOrigins = 16;

    /// <summary>Which issue.</summary>
    public required IssueKey Key { get; init; }

    /// <summary>Its number, where an earlier commit told it.</summary>
    public long? Id { get; init; }

    /// <summary>What it is; never null where <see cref="Id"/> is.</summary>
    public NewIssue? New { get; init; }

    /// <summary>A report among them is no noise: from then on, neither is the issue.</summary>
    public bool HasSignal { get; init; }

    /// <summary>
    /// Of an issue that is known to be resolved: the different origins of its reports, at most <see cref="MaxOrigins"/>. Empty: a resolved issue stays resolved, and
    /// whoever wrote this learns that it is.
    /// </summary>
    public IReadOnlyList<ReportOrigin> Origins { get; init; } = [];

    /// <summary>Reports; 0 where it only asks whether the issue is reopened.</summary>
    public required long Count { get; init; }

    /// <summary>What they stand for: the sum of their weights, at least <see cref="Count"/>.</summary>
    public required long Weight { get; init; }

    /// <summary>Those of them that were enforced.</summary>
    public long Enforced { get; init; }

    /// <summary>Those of them that were only reported. The rest is unknown.</summary>
    public long ReportOnly { get; init; }

    /// <summary>Time of the earliest, UTC.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Time of the latest, UTC.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The same reports by hour; sums to <see cref="Count"/>.</summary>
    public required IReadOnlyList<HourCount> Hours { get; init; }

    /// <summary>The same reports as accepted outcomes by key and hour of arrival; sums to <see cref="Count"/>.</summary>
    public required IReadOnlyList<KeyCount> Accepted { get; init; }

    /// <summary>Samples worth keeping.</summary>
    public IReadOnlyList<SampleRow> Samples { get; init; } = [];
}
