using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Storage.Queries;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Issues;

/// <summary>An issue as it is exported.</summary>
internal sealed record ApiExportIssue(
    long Id, long ShownAs, string Kind, string Fingerprint, string Title, string? Culprit, string? Directive, string? BlockedUri, string? BlockedHost,
    string Status, string Place, string FirstSeen, string LastSeen, long Count, long Weight, long Enforced, long ReportOnly)
{
    public static object?[] Names { get; } =
        ["id", "shownAs", "kind", "fingerprint", "title", "culprit", "directive", "blockedUri", "blockedHost", "status", "place", "firstSeen", "lastSeen", "count", "weight", "enforced", "reportOnly"];

    public static ApiExportIssue Of(ExportedIssue row) => new(
        row.Id, row.ShownAs, ApiIssue.TypeOf((ReportKind)row.Kind), row.Fingerprint, row.Title, row.Culprit, row.Directive, row.BlockedUri, row.BlockedHost,
        ApiIssue.StatusOf((IssueStatus)row.Status), ((IssuePlace)row.Place).ToString().ToLowerInvariant(), Words.Iso(row.FirstSeen), Words.Iso(row.LastSeen), row.Count, row.Weight, row.Enforced, row.ReportOnly);

    public object?[] Cells() => [Id, ShownAs, Kind, Fingerprint, Title, Culprit, Directive, BlockedUri, BlockedHost, Status, Place, FirstSeen, LastSeen, Count, Weight, Enforced, ReportOnly];
}
