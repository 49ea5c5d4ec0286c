using Picket.Ingestion.Inbox;

namespace Picket.Ingestion.Issues;

/// <summary>Reports of one issue out of one batch.</summary>
/// <param name="Key">The issue they count in.</param>
/// <param name="Arrivals">At least one.</param>
public sealed record ReportGroup(IssueKey Key, List<Arrival> Arrivals);
