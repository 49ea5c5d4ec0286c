using Picket.Ingestion.Issues;

namespace Picket.Grains.Interfaces;

/// <summary>Reports of one issue on their way to its grain. Within a silo it is passed as it is; between silos it becomes <see cref="Wire.ArrivalsSurrogate"/>.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="WantsBodies">The issue has room for samples, so that their bodies are worth sending to another silo.</param>
public sealed record IssueGroup(ReportGroup Reports, bool WantsBodies);
