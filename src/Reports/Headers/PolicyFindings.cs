using Picket.Reports.Policies;

namespace Picket.Reports.Headers;

/// <summary>Content Security Policies: are they there, do they report, do they protect?</summary>
internal static class PolicyFindings
{
    private const string Enforced = "Content-Security-Policy";
    private const string Watched = "Content-Security-Policy-Report-Only";

    /// <summary>Adds them.</summary>
    public static void Add(IReadOnlyList<HeaderField> fields, ReportGroups groups, List<Finding> findings)
    {
        var all = fields.Where(IsPolicy).ToList();
        var policies = all.SelectMany(field => ContentSecurityPolicy.ParseList(field.Value).Select(policy => (Field: field, Policy: policy))).ToList();
        if (policies.Count == 0)
        {
            findings.Add(new(
                "no-policy", FindingLevel.Broken, null, "The page has no Content-Security-Policy, so browsers block and report nothing of it.",
                $"Send {Watched} first: it blocks nothing and shows what a policy would block."));
            return;
        }

        foreach (var (field, policy) in policies)
        {
            Reporting(field, policy, groups, findings);
            MetaLimits(field, policy, findings);
            WordFindings.Add(field, policy, findings);
            StrengthFindings.Add(field, policy, findings);
        }

        if (!policies.Exists(one => Reports(one.Field, one.Policy)))
        {
            findings.Add(new(
                "no-reporting", FindingLevel.Broken, policies[0].Field.Name, "No policy says where reports go, so browsers block in silence.", "Add report-uri with your project's address to the policy."));
        }

        if (policies.TrueForAll(one => one.Field.Is(Watched)))
        {
            findings.Add(new("report-only", FindingLevel.Advice, Watched, "The policy is report-only: it watches and blocks nothing.", $"Send it as {Enforced} once its reports are only what you want blocked."));
        }
    }

    /// <summary>True for both headers.</summary>
    public static bool IsPolicy(HeaderField field) => field.Is(Enforced) || field.Is(Watched);

    private static bool Reports(HeaderField field, ContentSecurityPolicy policy) =>
        !field.IsMeta && (policy.Find("report-uri") is { Sources.Count: > 0 } || policy.Find("report-to") is { Sources.Count: > 0 });

    private static void Reporting(HeaderField field, ContentSecurityPolicy policy, ReportGroups groups, List<Finding> findings)
    {
        if (field.IsMeta)
        {
            return;
        }

        if (policy.Find("report-to") is { } to)
        {
            var name = to.Sources.Count > 0 ? to.Sources[0].Text : "";
            if (name.Contains("://", StringComparison.Ordinal) || name.StartsWith('/'))
            {
                findings.Add(new(
                    "report-to-is-url", FindingLevel.Broken, field.Name, "report-to names an address. It takes the name of a group, so nothing is sent there.",
                    "Define the address with Reporting-Endpoints: picket=\"https://…\", and write report-to picket."));
            }
            else if (name.Length == 0)
            {
                findings.Add(new("report-to-empty", FindingLevel.Broken, field.Name, "report-to names no group.", "Name the group that Reporting-Endpoints defines."));
            }
            else if (!groups.Has(name))
            {
                findings.Add(new(
                    "group-missing", FindingLevel.Broken, field.Name, $"report-to names the group \"{name}\", which neither Reporting-Endpoints nor Report-To defines.",
                    $"Send Reporting-Endpoints: {name}=\"https://…\" with the page."));
            }
            else if (policy.Find("report-uri") is null)
            {
                findings.Add(new(
                    "no-report-uri", FindingLevel.Advice, field.Name, "The policy has report-to only. Browsers that do not know it, such as older Firefox and Safari, report nothing.",
                    "Add report-uri with the same address; browsers that know report-to ignore it."));
            }
        }

        foreach (var source in policy.Find("report-uri")?.Sources ?? [])
        {
            if (source.Text[0] is '\'' or '"')
            {
                findings.Add(new("report-uri-quoted", FindingLevel.Broken, field.Name, "The address of report-uri is in quotes, which makes it a path of your own site.", "Write the address without quotes."));
            }
        }
    }

    private static void MetaLimits(HeaderField field, ContentSecurityPolicy policy, List<Finding> findings)
    {
        if (!field.IsMeta)
        {
            foreach (var name in (string[])["sandbox", "upgrade-insecure-requests"])
            {
                if (field.Is(Watched) && policy.Find(name) is not null)
                {
                    findings.Add(new("report-only-ignored", FindingLevel.Advice, field.Name, $"{name} does nothing in a report-only policy.", $"Move {name} into {Enforced}."));
                }
            }

            return;
        }

        if (field.Is(Watched))
        {
            findings.Add(new("meta-report-only", FindingLevel.Broken, field.Name, $"{Watched} in a meta element is ignored.", "Send it as a header."));
        }

        foreach (var name in (string[])["report-uri", "report-to", "frame-ancestors", "sandbox"])
        {
            if (policy.Find(name) is not null)
            {
                findings.Add(new("meta-ignored", FindingLevel.Broken, field.Name, $"{name} in a meta element is ignored.", $"Send the policy as a header; {name} counts only there."));
            }
        }
    }
}
