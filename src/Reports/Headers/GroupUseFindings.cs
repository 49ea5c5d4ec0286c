namespace Picket.Reports.Headers;

/// <summary>Other headers that name a group for their reports, and groups that nobody names.</summary>
internal static class GroupUseFindings
{
    private static readonly string[] Users =
    [
        "Cross-Origin-Opener-Policy", "Cross-Origin-Opener-Policy-Report-Only", "Cross-Origin-Embedder-Policy", "Cross-Origin-Embedder-Policy-Report-Only",
        "Permissions-Policy", "Permissions-Policy-Report-Only", "Document-Policy", "Document-Policy-Report-Only",
    ];

    /// <summary>Adds them.</summary>
    public static void Add(IReadOnlyList<HeaderField> fields, ReportGroups groups, List<Finding> findings)
    {
        foreach (var field in fields.Where(field => !field.IsMeta))
        {
            foreach (var name in NamesIn(field))
            {
                if (!groups.Has(name))
                {
                    findings.Add(new(
                        "group-missing", FindingLevel.Broken, field.Name, $"{field.Name} reports to the group \"{name}\", which no header defines.",
                        $"Send Reporting-Endpoints: {name}=\"https://…\" with the page."));
                }
            }
        }

        if (groups.Endpoints.Count > 0 && !groups.Endpoints.ContainsKey("default"))
        {
            findings.Add(new(
                "no-default-endpoint", FindingLevel.Advice, "Reporting-Endpoints", "No endpoint is called default, so deprecations, interventions and crashes are not reported.",
                "Add default=\"…\" with the same address to Reporting-Endpoints."));
        }
        else if (groups.Endpoints.ContainsKey("default"))
        {
            findings.Add(new("default-endpoint", FindingLevel.Good, "Reporting-Endpoints", "Deprecations, interventions and crashes are reported, too."));
        }
    }

    /// <summary>Integrity-Policy: <c>endpoints=(a b)</c>; the others: a parameter <c>report-to</c>.</summary>
    private static IEnumerable<string> NamesIn(HeaderField field)
    {
        if (field.Is("Integrity-Policy") || field.Is("Integrity-Policy-Report-Only"))
        {
            var open = field.Value.IndexOf("endpoints=(", StringComparison.OrdinalIgnoreCase);
            var close = open < 0 ? -1 : field.Value.IndexOf(')', open);
            return close < 0 ? [] : field.Value[(open + "endpoints=(".Length)..close].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        if (!Users.Any(field.Is))
        {
            return [];
        }

        return field.Value.Split(';', ',').Select(part => part.Trim()).Where(part => part.StartsWith("report-to=", StringComparison.OrdinalIgnoreCase))
            .Select(part => part["report-to=".Length..].Trim().Trim('"')).Where(name => name.Length > 0);
    }
}
