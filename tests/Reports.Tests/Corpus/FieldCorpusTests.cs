using System.Text.Json.Nodes;
using Picket.Reports.Formats;
using Picket.Reports.Normalization;
using Picket.Reports.UserAgents;

namespace Picket.Reports.Tests.Corpus;

/// <summary>Reports as real browsers sent them and as specifications print them.</summary>
public class FieldCorpusTests
{
    private static readonly IReadOnlyDictionary<string, JsonObject> _cases = CorpusFile.Read("field.json");

    /// <summary>Kinds that the HTTP surface or later issues answer for.</summary>
    private static readonly HashSet<string> _leftOut = ["auth", "preflight", "protocol", "expect-ct", "expect-staple", "hpkp"];

    /// <summary>What only issues about these types will read; until then such a report is kept whole, of kind other.</summary>
    private static readonly HashSet<string> _later =
    [
        "host", "port", "feature", "nel_type", "phase", "coop_type", "coep_type", "reason", "hash", "id", "property", "subresource_url", "destination",
        "is_top_level", "visibility_state", "server_ip", "anticipated_removal", "noise",
    ];

    /// <summary>Fields that Picket reads of CSP reports alone.</summary>
    private static readonly HashSet<string> _ofCsp = ["line", "column", "status_code", "blocked_host", "blocked_uri", "sample"];

    public static TheoryData<string> Names => [.. _cases.Where(row => !_leftOut.Contains((string)row.Value["kind"]!)).Select(row => row.Key)];

    [CorpusTheory]
    [MemberData(nameof(Names))]
    public void Reports_of_the_field_are_read(string name)
    {
        var row = _cases[name];
        var expect = row["expect"]!.AsObject();
        var items = ReportReader.Read(CorpusFile.Body(row["request"]!));
        var reports = items.Where(item => item.Report is not null).ToArray();
        switch ((string)expect["verdict"]!)
        {
            case "accept": Assert.Equal((int)expect["reports"]!, reports.Length); break;
            case "reject": Assert.Empty(reports); break;

            // Sources disagree, or noise filters will have a word: nothing but that reading works.
            default: Assert.NotEmpty(items); break;
        }

        if (expect["items"] is JsonArray expected && reports.Length > 0)
        {
            Assert.Equal(expected.Count, reports.Length);
            Assert.All(expected.Zip(reports), pair => Holds(pair.First!.AsObject(), Facts.Of(pair.Second), row["request"]!["headers"]!["User-Agent"]));
        }

        if ((int?)expect["issues"] is { } issues)
        {
            Assert.Equal(issues, reports.DistinctBy(item => item.Report!.Fingerprint).Count());
        }

        if ((string?)expect["same_issue_as"] is { } same && _cases.TryGetValue(same, out var other))
        {
            Assert.Equal(ReportReader.Read(CorpusFile.Body(other["request"]!))[0].Report!.Fingerprint, reports[0].Report!.Fingerprint);
        }
    }

    private static void Holds(JsonObject expected, JsonObject facts, JsonNode? header)
    {
        var isCsp = (string?)expected["kind"] == "csp";
        var browser = UserAgentReader.Read((string?)facts["user_agent"] ?? (string?)header).Browser;
        foreach (var (key, value) in expected)
        {
            switch (key)
            {
                case "kind": Assert.Equal(isCsp ? "Csp" : "Other", (string?)facts["kind"]); break;
                case "browser_family": Assert.StartsWith((string)value!, browser, StringComparison.OrdinalIgnoreCase); break;
                case "browser_major": Assert.EndsWith($" {value}", browser, StringComparison.Ordinal); break;
                case "must_not_contain": Assert.DoesNotContain((string)value!, facts.ToJsonString(), StringComparison.Ordinal); break;
                case "blocked_uri" or "source_file" when isCsp: Assert.Equal(Masking.Of((string)value!, Mask.Uri), (string?)facts[key]); break;
                case "original_policy": Assert.Equal(Masking.Of((string)value!, Mask.Policy), (string?)facts[key]); break;
                default:
                    if (!_later.Contains(key) && (isCsp || !_ofCsp.Contains(key)))
                    {
                        Expectation.Holds(new() { [key] = value?.DeepClone() }, facts);
                    }

                    break;
            }
        }
    }
}
