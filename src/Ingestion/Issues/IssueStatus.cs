namespace Picket.Ingestion.Issues;

/// <summary>Where an issue stands. The numbers are stored.</summary>
public enum IssueStatus : short
{
    /// <summary>Open.</summary>
    Unresolved = 0,

    /// <summary>Said to be mended; another report makes it a regression.</summary>
    Resolved = 1,

    /// <summary>Known and not wanted in the stream; still counted.</summary>
    Ignored = 2,
}
