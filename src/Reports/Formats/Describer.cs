using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>Says what a report means in one line.</summary>
public static class Describer
{
    /// <summary>Title, culprit and the rest of what an issue shows.</summary>
    public static ReportDescription Describe(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Csp is not { } csp)
        {
            var title = report.DocumentHost is { } host ? $"{report.Type} report from {host}" : $"{report.Type} report";
            return new(OneLine.Of(title, ReportLimits.MaxTitleLength), null, null, null, null);
        }

        var culprit = Culprit.Of(csp.ViolatedDirective, report.DocumentUri);
        return new(
            OneLine.Of(CspTitle.Of(csp.EffectiveDirective, csp.BlockedUri), ReportLimits.MaxTitleLength),
            culprit is null ? null : OneLine.Of(culprit, ReportLimits.MaxTitleLength),
            csp.EffectiveDirective,
            csp.BlockedUri.Display,
            csp.BlockedUri.Host);
    }
}
