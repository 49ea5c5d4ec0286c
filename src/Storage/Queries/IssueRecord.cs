using Picket.Ingestion.Issues;
using Picket.Reports;

namespace Picket.Storage.Queries;

/// <summary>An issue as a query returns it.</summary>
internal sealed record IssueRecord
{
    /// <summary>The columns; expects <c>issues i</c> and <c>issue_counters c</c>.</summary>
    public const string Columns = """
        i.id, i.project_id as projectId, i.kind, i.fingerprint, i.title, i.culprit, i.directive, i.blocked_uri as blockedUri, i.blocked_host as blockedHost, i.status,
        coalesce(c.count, 0) as count, coalesce(c.enforced, 0) as enforced, coalesce(c.report_only, 0) as reportOnly,
        coalesce(c.first_seen, i.first_seen) as firstSeen, coalesce(c.last_seen, i.last_seen) as lastSeen, i.last_seen as listedAt
        """;

    public long Id { get; init; }

    public long ProjectId { get; init; }

    public short Kind { get; init; }

    public Guid Fingerprint { get; init; }

    public string Title { get; init; } = "";

    public string? Culprit { get; init; }

    public string? Directive { get; init; }

    public string? BlockedUri { get; init; }

    public string? BlockedHost { get; init; }

    public short Status { get; init; }

    public long Count { get; init; }

    public long Enforced { get; init; }

    public long ReportOnly { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public DateTimeOffset ListedAt { get; init; }

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
        Status = (IssueStatus)Status,
        Count = Count,
        Enforced = Enforced,
        ReportOnly = ReportOnly,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
        ListedAt = ListedAt,
        Hours = Hours ?? [],
    };
}
