using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Reports.Formats;

namespace Picket.Reports.Tests;

/// <summary>Everything Picket says about one item of a body, under the names that case tables use.</summary>
internal static class Facts
{
    /// <summary>The facts; null under a name says that the item does not have it.</summary>
    public static JsonObject Of(ReadItem item)
    {
        var facts = new JsonObject { ["reason"] = item.Reason.ToString(), ["count"] = item.Count };
        if (item.Report is { } report)
        {
            AddReport(facts, report);
            AddViolation(facts, report.Csp);
            AddPresentation(facts, report);
        }

        return facts;
    }

    private static void AddReport(JsonObject facts, Report report)
    {
        facts["kind"] = report.Kind.ToString();
        facts["type"] = report.Type;
        facts["fingerprint"] = report.Fingerprint.ToString();
        facts["age_ms"] = (long)report.Age.TotalMilliseconds;
        facts["disposition"] = report.Disposition == Disposition.Unknown ? null : Kebab(report.Disposition);
        facts["document_uri"] = report.DocumentUri;
        facts["document_host"] = report.DocumentHost;
        facts["source_file"] = report.SourceFile;
        facts["user_agent"] = report.UserAgent;
        facts["line"] = report.Details.LineNumber;
        facts["column"] = report.Details.ColumnNumber;
        facts["weight"] = report.Weight;
        facts["level"] = Kebab(report.Details.Level);
        facts["variant"] = report.Details.Variant;
        facts["merge_key"] = report.MergeKey.ToString();
    }

    private static void AddViolation(JsonObject facts, CspViolation? csp)
    {
        facts["directive"] = csp?.EffectiveDirective;
        facts["violated_directive"] = csp?.ViolatedDirective;
        facts["blocked_kind"] = csp is null ? null : Kebab(csp.BlockedUri.Kind);
        facts["blocked_uri"] = csp?.BlockedUri.Text;
        facts["blocked_display"] = csp?.BlockedUri.Display;
        facts["blocked_host"] = csp?.BlockedUri.Host;
        facts["blocked_port"] = csp?.BlockedUri.Port;
        facts["referrer"] = csp?.Referrer;
        facts["original_policy"] = csp?.OriginalPolicy;
        facts["sample"] = csp?.Sample;
        facts["status_code"] = csp?.StatusCode;
    }

    private static void AddPresentation(JsonObject facts, Report report)
    {
        var description = Describer.Describe(report);
        facts["title"] = description.Title;
        facts["culprit"] = description.Culprit;
        facts["tags"] = new JsonArray([.. ReportTags.Of(report).Select(tag => new JsonArray(tag.Key, tag.Value))]);
        var sample = SampleWriter.Write(report);
        facts["normalized"] = JsonNode.Parse(sample.Normalized);
        facts["raw"] = JsonNode.Parse(sample.Raw);
    }

    private static string Kebab<T>(T value)
        where T : struct, Enum => value is BlockedUriKind.FileSystem ? "filesystem" : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
