using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>The tags a report gives its event, in Sentry's names and order.</summary>
public static class ReportTags
{
    private const int MaxValueLength = 200;

    /// <summary>
    /// <c>effective-directive</c>, <c>blocked-uri</c> (masked; <c>self</c> where missing) and <c>blocked-host</c> (http and https alone) of a CSP report; <c>report-type</c> of any
    /// other. Values are at most 200 characters; empty ones are left out.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var tags = new List<KeyValuePair<string, string>>(3);
        if (report.Csp is not { } csp)
        {
            Add(tags, "report-type", report.Type);
            return tags;
        }

        Add(tags, "effective-directive", csp.EffectiveDirective);
        Add(tags, "blocked-uri", csp.BlockedUri.Kind == BlockedUriKind.Missing ? "self" : csp.BlockedUri.Text);
        Add(tags, "blocked-host", csp.BlockedUri.Text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? csp.BlockedUri.Host : null);
        return tags;
    }

    private static void Add(List<KeyValuePair<string, string>> tags, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            tags.Add(new(key, OneLine.Of(value, MaxValueLength)));
        }
    }
}
