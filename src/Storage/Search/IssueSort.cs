namespace Picket.Storage.Search;

/// <summary>What a list is ordered by, always the largest first.</summary>
public enum IssueSort
{
    /// <summary>Time of the last report, to five minutes.</summary>
    LastSeen,

    /// <summary>When Picket met the issue.</summary>
    New,

    /// <summary>Reports, among the issues that match and were seen last: <see cref="IssueSearch.FrequencyCandidates"/>.</summary>
    Frequency,
}
