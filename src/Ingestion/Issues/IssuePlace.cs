namespace Picket.Ingestion.Issues;

/// <summary>Where an issue is shown. The numbers are stored, and a fold stands where the first of its issues does.</summary>
public enum IssuePlace : short
{
    /// <summary>With all that may be wrong. Only what stands here alarms anyone.</summary>
    Stream = 0,

    /// <summary>Apart: the site did not cause it.</summary>
    Noise = 1,

    /// <summary>Apart: nothing is wrong.</summary>
    Quiet = 2,
}
