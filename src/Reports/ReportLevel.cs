namespace Picket.Reports;

/// <summary>How bad an issue is, in Sentry's words. Alarms are for <see cref="Error"/> and <see cref="Warning"/>.</summary>
public enum ReportLevel : byte
{
    /// <summary>Something was blocked, or failed.</summary>
    Error = 0,

    /// <summary>Something will fail later.</summary>
    Warning = 1,

    /// <summary>Nothing is wrong: inventory, samples of success, types Picket does not know.</summary>
    Info = 2,
}
