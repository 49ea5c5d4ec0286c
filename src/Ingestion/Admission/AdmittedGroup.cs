using Picket.Ingestion.Issues;

namespace Picket.Ingestion.Admission;

/// <summary>Reports of one issue that may come in.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="Network">Network of the first, which a new issue would be charged to.</param>
/// <param name="ReservedAt">When a new issue was reserved for it; null where none was.</param>
public readonly record struct AdmittedGroup(ReportGroup Reports, ulong Network, DateTimeOffset? ReservedAt);
