namespace Picket.Reports;

/// <summary>Whether the policy was enforced or only watched. Old browsers do not say. The numbers are stored.</summary>
public enum Disposition : byte
{
    /// <summary>The report does not say (Firefox before 97, Safari's report-uri).</summary>
    Unknown = 0,

    /// <summary>The violation was blocked.</summary>
    Enforce = 1,

    /// <summary>The violation was only reported.</summary>
    Report = 2,
}
