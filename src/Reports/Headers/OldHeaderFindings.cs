namespace Picket.Reports.Headers;

/// <summary>Headers that browsers have given up.</summary>
internal static class OldHeaderFindings
{
    private static readonly (string Header, string Code, string Text, string Next)[] Old =
    [
        ("X-Content-Security-Policy", "x-csp", "X-Content-Security-Policy is a name of 2012 that no browser knows today.", "Send Content-Security-Policy."),
        ("X-WebKit-CSP", "x-csp", "X-WebKit-CSP is a name of 2012 that no browser knows today.", "Send Content-Security-Policy."),
        ("Expect-CT", "expect-ct", "Expect-CT is obsolete: browsers demand Certificate Transparency by themselves.", "Take it out, unless old browsers matter."),
        ("Public-Key-Pins", "hpkp", "Key pinning (HPKP) is obsolete; browsers ignore it, and old ones can be locked out.", "Take it out."),
        ("Public-Key-Pins-Report-Only", "hpkp", "Key pinning (HPKP) is obsolete; browsers ignore it.", "Take it out."),
        ("Feature-Policy", "feature-policy", "Feature-Policy was renamed.", "Send Permissions-Policy instead."),
    ];

    /// <summary>Adds them.</summary>
    public static void Add(IReadOnlyList<HeaderField> fields, List<Finding> findings)
    {
        foreach (var (header, code, text, next) in Old)
        {
            if (fields.Any(field => field.Is(header)))
            {
                findings.Add(new(code, FindingLevel.Advice, header, text, next));
            }
        }
    }
}
