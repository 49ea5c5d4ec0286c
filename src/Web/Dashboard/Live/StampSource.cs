using Picket.Ingestion;

namespace Picket.Web.Dashboard.Live;

/// <summary>A short text that changes whenever a project's page would.</summary>
internal delegate Task<string> StampSource(ProjectId project, CancellationToken cancellation);
