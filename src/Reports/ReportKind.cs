namespace Picket.Reports;

/// <summary>What a report is about. The numbers are stored; never reuse one.</summary>
public enum ReportKind : short
{
    /// <summary>A Reporting API type Picket does not know: kept and shown, never alarmed about.</summary>
    Other = 0,

    /// <summary>A Content Security Policy violation, in either form.</summary>
    Csp = 1,
}
