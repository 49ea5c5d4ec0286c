namespace Picket.Storage.Queries;

/// <summary>What filters would have caught, as far as samples tell.</summary>
/// <param name="Samples">Samples that were looked at: the latest of the issues that were seen last.</param>
/// <param name="Issues">Issues they are of.</param>
/// <param name="Caught">Of each issue with samples that would have been caught; those with most reports first.</param>
public sealed record FilterTrial(int Samples, int Issues, IReadOnlyList<CaughtIssue> Caught);

/// <summary>An issue of which filters would have caught something.</summary>
/// <param name="Issue">Its number.</param>
/// <param name="Title">What happened.</param>
/// <param name="Reason">Which filter, as outcomes name it.</param>
/// <param name="Caught">Samples that would have been caught.</param>
/// <param name="Samples">Samples that were looked at.</param>
/// <param name="Reports">Reports that the issue counted in that time, caught or not.</param>
public sealed record CaughtIssue(long Issue, string Title, string Reason, int Caught, int Samples, long Reports);
