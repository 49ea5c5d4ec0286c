namespace Picket.Web.Dashboard.Enforcing;

/// <summary>What the decision rests on. Noise and what is resolved or ignored is left out of all of it.</summary>
/// <param name="Watched">Since the first report; null where none came yet.</param>
/// <param name="ReportOnly">Open CSP issues that were only reported within a week.</param>
/// <param name="Enforced">Open CSP issues that were enforced within a week.</param>
/// <param name="New">Of the open CSP issues, those that are younger than a day.</param>
/// <param name="Accepted">Reports of a week.</param>
/// <param name="Lost">Reports of a week that limits refused or left out.</param>
public sealed record EnforceFacts(TimeSpan? Watched, long ReportOnly, long Enforced, long New, long Accepted, long Lost);
