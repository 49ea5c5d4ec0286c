using Picket.Reports;

namespace Picket.Ingestion.Admission;

/// <summary>One key of a project.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Key">What websites send.</param>
/// <param name="Active">False: refused.</param>
/// <param name="Limit">Its own limit; null for none.</param>
/// <param name="Kinds">The kinds of reports it may send; null for all.</param>
public sealed record KeySettings(KeyId Id, ProjectKey Key, bool Active, RateLimit? Limit, IReadOnlyList<ReportKind>? Kinds = null);
