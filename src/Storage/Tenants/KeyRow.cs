using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Reports;

namespace Picket.Storage.Tenants;

/// <summary>A key of a project.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Key">What websites send.</param>
/// <param name="Label">What for, in people's words.</param>
/// <param name="Active">False: refused.</param>
/// <param name="Limit">Reports in each window; null for no limit.</param>
/// <param name="Kinds">The kinds of reports it may send; null for all.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it is switched off by itself; null for never.</param>
public sealed record KeyRow(long Id, ProjectKey Key, string Label, bool Active, RateLimit? Limit, IReadOnlyList<ReportKind>? Kinds, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
