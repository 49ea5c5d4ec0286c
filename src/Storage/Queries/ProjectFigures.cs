using Picket.Ingestion;

namespace Picket.Storage.Queries;

/// <summary>How many issues of a project need somebody. Counts stop at <see cref="ProjectFigureQueries.MaxCount"/>; noise is in none of them.</summary>
/// <param name="Project">Which.</param>
/// <param name="Open">Unresolved issues of the stream.</param>
/// <param name="NewToday">Those of them that are younger than a day.</param>
/// <param name="NewCsp">Those of these that are about CSP.</param>
/// <param name="ReportOnly">Unresolved CSP issues that were seen within a week and never enforced.</param>
/// <param name="Enforced">Unresolved CSP issues that were seen within a week and enforced.</param>
/// <param name="FirstReport">When the first issue was met; null where there is none.</param>
public sealed record ProjectFigures(ProjectId Project, long Open, long NewToday, long NewCsp, long ReportOnly, long Enforced, DateTimeOffset? FirstReport);
