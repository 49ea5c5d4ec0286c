namespace Picket.Gateway.Limits;

/// <summary>What a gateway saw of its hosts in one beat.</summary>
/// <param name="Answers">Reports that they answered.</param>
/// <param name="AnswerTime">How long that took, on the average.</param>
/// <param name="Busiest">Reports that they have of the project with most.</param>
/// <param name="SeveralProjects">More than one project has sent lately.</param>
internal readonly record struct HostsSeen(int Answers, TimeSpan AnswerTime, int Busiest, bool SeveralProjects);
