using Picket.Ingestion.Admission;
using Picket.Reports;

namespace Picket.Storage.Tenants;

/// <summary>What changes of a key; what is null stays.</summary>
/// <param name="Label">A new label.</param>
/// <param name="Active">On or off. On takes an expiry away.</param>
/// <param name="SetsLimit">True where <paramref name="Limit"/> is to hold, null included.</param>
/// <param name="Limit">The new limit.</param>
/// <param name="SetsKinds">True where <paramref name="Kinds"/> is to hold, null included.</param>
/// <param name="Kinds">The new kinds.</param>
public sealed record KeyChange(string? Label, bool? Active, bool SetsLimit, RateLimit? Limit, bool SetsKinds, IReadOnlyList<ReportKind>? Kinds);
