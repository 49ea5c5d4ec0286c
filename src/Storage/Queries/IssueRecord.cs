using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Reports.Noise;

namespace Picket.Storage.Queries;

/// <summary>A fold as a query returns it, see <see cref="Folds.Columns"/>.</summary>
internal sealed record IssueRecord
{
    public long Id { get; init; }

    public long ProjectId { get; init; }

    public short Kind { get; init; }

    public Guid Fingerprint { get; init; }

    public string Title { get; init; } = "";

    public string? Culprit { get; init; }

    public string? Directive { get; init; }

    public string? BlockedUri { get; init; }

    public string? BlockedHost { get; init; }

    public string? DocumentHost { get; init; }

    public short Level { get; init; }

    public short Status { get; init; }

    public short Place { get; init; }

    public short Noise { get; init; }

    public string[] NoiseReasons { get; init; } = [];

    public bool? NoiseOverruled { get; init; }

    public DateTimeOffset ListedAt { get; init; }

    public long ListedId { get; init; }

    public long[] Members { get; init; } = [];

    public long Count { get; init; }

    public long Weight { get; init; }

    public long Enforced { get; init; }

    public long ReportOnly { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public long[]? Hours { get; init; }

    public IssueSummary ToSummary() => new()
    {
        Id = Id,
        Project = new(ProjectId),
        Kind = (ReportKind)Kind,
        Fingerprint = Uuids.ToFingerprint(Fingerprint),
        Title = Title,
        Culprit = Culprit,
        Directive = Directive,
        BlockedUri = BlockedUri,
        BlockedHost = BlockedHost,
        DocumentHost = DocumentHost,
        Level = (ReportLevel)Level,
        Status = (IssueStatus)Status,
        Place = (IssuePlace)Place,
        Noise = new((NoiseClass)Noise, [.. NoiseReasons.Select(StoredReasons.Read)], NoiseOverruled),
        ListedAt = ListedAt,
        ListedId = ListedId,
        Members = Members,
        Count = Count,
        Weight = Weight,
        Enforced = Enforced,
        ReportOnly = ReportOnly,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
        Hours = Hours ?? [],
    };
}
