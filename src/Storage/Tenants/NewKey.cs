using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Reports;

namespace Picket.Storage.Tenants;

/// <summary>A key to make.</summary>
/// <param name="Label">What for, in people's words.</param>
/// <param name="Key">The key, where it comes from elsewhere; null to make one.</param>
/// <param name="Active">False: refused until it is switched on.</param>
/// <param name="Limit">Reports in each window; null for no limit.</param>
/// <param name="Kinds">The kinds of reports it may send; null for all.</param>
public sealed record NewKey(string Label, ProjectKey? Key = null, bool Active = true, RateLimit? Limit = null, IReadOnlyList<ReportKind>? Kinds = null);
