namespace Picket.Gateway.Limits;

/// <summary>What a gateway saw of its hosts in one beat.</summary>
/// <param name="AnswerTime">How long they took to take a report, since that could last be said: half of what they took were faster. Null where they took too few to say.</param>
/// <param name="Busiest">Reports that they have of the project of which they took most.</param>
/// <param name="LongestWait">How long the report has stood that has stood longest in the line of a project of which they took something; zero where none stands.</param>
/// <param name="SeveralProjects">Hosts have taken reports of more than one project within ten seconds.</param>
internal readonly record struct HostsSeen(TimeSpan? AnswerTime, int Busiest, TimeSpan LongestWait, bool SeveralProjects);
