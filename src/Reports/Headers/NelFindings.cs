using System.Text.Json;

namespace Picket.Reports.Headers;

/// <summary>Network Error Logging (NEL §5.1), which knows groups of <c>Report-To</c> only.</summary>
internal static class NelFindings
{
    private const string Name = "NEL";
    private const double MuchSuccess = 0.1;

    /// <summary>Adds them.</summary>
    public static void Add(IReadOnlyList<HeaderField> fields, ReportGroups groups, List<Finding> findings)
    {
        foreach (var field in fields.Where(field => field.Is(Name)))
        {
            if (field.IsMeta)
            {
                findings.Add(new("meta-header", FindingLevel.Broken, Name, "NEL in a meta element is ignored.", "Send NEL as a header of the answer."));
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(field.Value, new JsonDocumentOptions { MaxDepth = 8 });
                Check(document.RootElement, groups, findings);
            }
            catch (JsonException)
            {
                findings.Add(new("nel-json", FindingLevel.Broken, Name, "NEL is not JSON, so browsers ignore it.", "Write it as {\"report_to\": \"…\", \"max_age\": 2592000}."));
            }
        }
    }

    private static void Check(JsonElement nel, ReportGroups groups, List<Finding> findings)
    {
        void Broken(string code, string text, string next) => findings.Add(new(code, FindingLevel.Broken, Name, text, next));
        if (nel.ValueKind != JsonValueKind.Object || !nel.TryGetProperty("max_age", out var age) || age.ValueKind != JsonValueKind.Number)
        {
            Broken("nel-max-age", "NEL has no max_age, so browsers ignore it.", "Give max_age in seconds, such as 2592000 for 30 days.");
            return;
        }

        if (age.GetDouble() == 0)
        {
            findings.Add(new("nel-removed", FindingLevel.Advice, Name, "max_age 0 makes browsers forget NEL for this site.", "Give a max_age above 0 unless that is what you want."));
            return;
        }

        if (!nel.TryGetProperty("report_to", out var to) || to.ValueKind != JsonValueKind.String)
        {
            Broken("nel-report-to", "NEL names no group in report_to, so browsers ignore it.", "Add \"report_to\" with the name of a group of Report-To.");
        }
        else if (!groups.Groups.ContainsKey(to.ToString()))
        {
            Broken(
                "nel-group-missing",
                groups.Endpoints.ContainsKey(to.ToString())
                    ? $"NEL reports to \"{to}\", which only Reporting-Endpoints defines. NEL knows groups of Report-To only."
                    : $"NEL reports to the group \"{to}\", which no Report-To defines.",
                $"Send Report-To: {{\"group\": \"{to}\", \"max_age\": 2592000, \"endpoints\": [{{\"url\": \"https://…\"}}]}} as well.");
        }
        else
        {
            findings.Add(new("nel", FindingLevel.Good, Name, "Network errors are reported."));
        }

        if (Fraction(nel, "failure_fraction") is < 0 or > 1 || Fraction(nel, "success_fraction") is < 0 or > 1)
        {
            Broken("nel-fraction", "A fraction of NEL is not between 0 and 1, so browsers ignore it.", "Write fractions such as 0.01.");
        }
        else if (Fraction(nel, "success_fraction") is > MuchSuccess)
        {
            findings.Add(new("nel-success", FindingLevel.Advice, Name, "NEL reports many requests that went well; they use up limits.", "Set success_fraction to 0.01 or less."));
        }
    }

    private static double? Fraction(JsonElement nel, string name) => nel.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.Number ? value.GetDouble() : -1 : null;
}
