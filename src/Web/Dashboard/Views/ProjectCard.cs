using Picket.Storage.Queries;
using Picket.Web.Dashboard.Enforcing;

namespace Picket.Web.Dashboard.Views;

/// <summary>What the list of projects says of one.</summary>
/// <param name="Project">Which.</param>
/// <param name="Hours">Accepted reports of each of the last 24 hours.</param>
/// <param name="Figures">Issues that need somebody.</param>
/// <param name="Accepted">Reports accepted in 24 hours.</param>
/// <param name="Filtered">Reports filtered in 24 hours.</param>
/// <param name="Refused">Reports refused in 24 hours: over a limit, sampled away, invalid, or not storable.</param>
/// <param name="Limited">Of those, over a limit or sampled away.</param>
/// <param name="IsLimitedNow">Some were over a limit in this hour.</param>
/// <param name="Verdict">Whether its policy can be enforced.</param>
public sealed record ProjectCard(
    ProjectRow Project, IReadOnlyList<long> Hours, ProjectFigures Figures, long Accepted, long Filtered, long Refused, long Limited, bool IsLimitedNow, EnforceVerdict Verdict);
