using Picket.Reports.Normalization;

namespace Picket.Reports.Formats;

/// <summary>The tags a report gives its event, in Sentry's names and order where it has them.</summary>
public static class ReportTags
{
    private const int MaxValueLength = 200;

    /// <summary>
    /// Of CSP <c>effective-directive</c>, <c>blocked-uri</c> (masked; <c>self</c> where missing) and <c>blocked-host</c> (http and https alone); of other kinds what tells
    /// their reports apart; of an unknown type <c>report-type</c>. Values are at most 200 characters; empty ones are left out.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var tags = new List<KeyValuePair<string, string>>(3);
        report.Details.Tags(report, (key, value) =>
        {
            if (!string.IsNullOrEmpty(value))
            {
                tags.Add(new(key, OneLine.Of(value, MaxValueLength)));
            }
        });
        return tags;
    }
}
