using System.Text.Json;
using Picket.Ingestion;
using Picket.Reports;
using Picket.Storage.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Api.Tenants;

/// <summary>A key, as Sentry writes it. It has no secret.</summary>
internal sealed record ApiKey(
    string Id, string Name, string Label, string Public, long ProjectId, bool IsActive, ApiKeyLimit? RateLimit, IReadOnlyList<string>? ReportTypes, ApiDsn Dsn, string DateCreated, string? DateExpires)
{
    /// <summary>From its row.</summary>
    public static ApiKey Of(KeyRow row, ProjectId project, ReportUris uris) => new(
        row.Key.ToString(), row.Label, row.Label, row.Key.ToString(), project.Value, row.Active,
        row.Limit is { } limit ? new(limit.Count, (int)limit.Window.TotalSeconds) : null,
        row.Kinds is { } kinds ? [.. kinds.Select(NameOf)] : null,
        new(uris.Dsn(project, row.Key), uris.ReportUri(project, row.Key), uris.ReportUri(project, row.Key), uris.NelUri(project, row.Key)),
        Words.Iso(row.CreatedAt), row.ExpiresAt is { } end ? Words.Iso(end) : null);

    /// <summary>The name of a kind of reports.</summary>
    public static string NameOf(ReportKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind of that name; null where there is none.</summary>
    public static ReportKind? FindKind(string name) => Enum.GetValues<ReportKind>().Cast<ReportKind?>().FirstOrDefault(kind => NameOf(kind!.Value) == name);
}

/// <summary>Reports in each window of so many seconds.</summary>
internal sealed record ApiKeyLimit(int Count, int Window);

/// <summary>The addresses a key is part of.</summary>
internal sealed record ApiDsn(string Public, string Security, string Csp, string Nel);
