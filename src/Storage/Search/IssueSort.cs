namespace Picket.Storage.Search;

/// <summary>What a list is ordered by, always the largest first.</summary>
public enum IssueSort
{
    /// <summary>Time of the last report, to five minutes.</summary>
    LastSeen,

    /// <summary>When Picket met the issue.</summary>
    New,

    /// <summary>Reports. Reads the counts of all issues that match.</summary>
    Frequency,
}
