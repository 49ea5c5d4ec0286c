using Picket.Storage.Queries;
using Picket.Storage.State;

namespace Picket.Web.Dashboard.Streams;

/// <summary>A line of a stream.</summary>
/// <param name="Issue">The fold.</param>
/// <param name="Project">Its project.</param>
/// <param name="Standing">What people said about it.</param>
/// <param name="ClientDays">Estimated client-days of a week.</param>
/// <param name="Trend">Reports an hour or a day, the current one last.</param>
public sealed record StreamRow(IssueSummary Issue, ProjectRow Project, IssueStanding Standing, long ClientDays, IReadOnlyList<long> Trend);
