using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>Says what a report means in one line.</summary>
public static class Describer
{
    /// <summary>Title, culprit and the rest of what an issue shows.</summary>
    public static ReportDescription Describe(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var details = report.Details;
        var culprit = details.Culprit(report);
        return new(
            OneLine.Of(details.Title(report), ReportLimits.MaxTitleLength),
            culprit is null ? null : OneLine.Of(culprit, ReportLimits.MaxTitleLength),
            details.Directive,
            details.Blocked,
            details.BlockedHost)
        {
            Level = details.Level,
        };
    }
}
