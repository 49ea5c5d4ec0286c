namespace Picket.Reports.Headers;

/// <summary>Says of a page's headers whether reports arrive, whether the policy protects, and what to do next. Pure: what is known of addresses is told.</summary>
public static class HeaderDoctor
{
    /// <summary>Addresses that are looked at of one page.</summary>
    public const int MaxEndpoints = 8;

    /// <summary>Examines them.</summary>
    /// <param name="fields">The page's headers and meta elements.</param>
    /// <param name="endpoints">What is known of addresses that reports go to; those that are absent are unknown.</param>
    public static Diagnosis Examine(IReadOnlyList<HeaderField> fields, IReadOnlyDictionary<string, EndpointState>? endpoints = null)
    {
        var findings = new List<Finding>();
        var groups = ReportGroups.Read(fields, findings);
        PolicyFindings.Add(fields, groups, findings);
        GroupUseFindings.Add(fields, groups, findings);
        NelFindings.Add(fields, groups, findings);
        OldHeaderFindings.Add(fields, findings);
        EndpointFindings.Add(fields, groups, endpoints ?? new Dictionary<string, EndpointState>(), findings);
        return Grade([.. findings.DistinctBy(finding => (finding.Code, finding.Text)).OrderByDescending(finding => finding.Level)]);
    }

    /// <summary>The absolute addresses that the page's reports go to, each once, at most <see cref="MaxEndpoints"/>.</summary>
    public static IReadOnlyList<string> EndpointsOf(IReadOnlyList<HeaderField> fields) =>
        [.. EndpointFindings.AddressesOf(fields, ReportGroups.Read(fields, [])).Select(found => found.Address)
            .Where(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http").Distinct(StringComparer.Ordinal).Take(MaxEndpoints)];

    private static Diagnosis Grade(List<Finding> findings)
    {
        var broken = findings.Count(finding => finding.Level == FindingLevel.Broken);
        var weak = findings.Count(finding => finding.Level == FindingLevel.Weak);
        var isSilent = findings.Exists(finding => finding.Code is "no-policy" or "no-reporting");
        var (grade, reason) = (isSilent, broken, weak) switch
        {
            (true, _, _) => ('F', "Browsers report nothing of what this page's policy blocks."),
            (_, > 1, _) => ('E', $"{broken} things are broken: reports are lost, or headers do nothing."),
            (_, 1, _) => ('D', "One thing is broken: reports are lost, or a header does nothing."),
            (_, _, > 2) => ('C', $"Reports arrive, but the policy is weak in {weak} places."),
            (_, _, > 0) => ('B', weak == 1 ? "Reports arrive; the policy is weak in one place." : "Reports arrive; the policy is weak in two places."),
            _ => ('A', "Reports arrive, and the policy protects."),
        };
        return new(grade, reason, findings.Find(finding => finding.Level > FindingLevel.Good && finding.Next is not null)?.Next, findings);
    }
}
