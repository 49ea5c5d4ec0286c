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
    private static readonly HashSet<string> _leftOut = ["auth", "preflight", "protocol"];

    /// <summary>Which kind a word of the corpus is.</summary>
    private static readonly Dictionary<string, ReportKind> _kinds = new()
    {
        ["csp"] = ReportKind.Csp,
        ["csp-hash"] = ReportKind.CspHash,
        ["nel"] = ReportKind.NetworkError,
        ["deprecation"] = ReportKind.Deprecation,
        ["intervention"] = ReportKind.Intervention,
        ["crash"] = ReportKind.Crash,
        ["permissions-policy"] = ReportKind.PermissionsPolicy,
        ["coep"] = ReportKind.Coep,
        ["coop"] = ReportKind.Coop,
        ["integrity"] = ReportKind.Integrity,
        ["expect-ct"] = ReportKind.ExpectCt,
        ["expect-staple"] = ReportKind.ExpectStaple,
        ["hpkp"] = ReportKind.Hpkp,
    };

    /// <summary>Under which name a sample has a field of the corpus.</summary>
    private static readonly Dictionary<string, string> _names = new()
    {
        ["port"] = "port",
        ["feature"] = "feature_id",
        ["nel_type"] = "error_type",
        ["phase"] = "phase",
        ["coop_type"] = "violation_type",
        ["coep_type"] = "violation_type",
        ["reason"] = "reason",
        ["hash"] = "hash",
        ["id"] = "id",
        ["property"] = "property",
        ["subresource_url"] = "subresource_url",
        ["destination"] = "destination",
        ["is_top_level"] = "is_top_level",
        ["visibility_state"] = "visibility_state",
        ["server_ip"] = "server_ip",
        ["anticipated_removal"] = "anticipated_removal",
        ["include_subdomains"] = "include_subdomains",
        ["response_status"] = "response_status",
        ["cert_status"] = "cert_status",
    };

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
            Assert.All(expected.Zip(reports), pair => Holds(pair.First!.AsObject(), Facts.Of(pair.Second), pair.Second.Report!, row["request"]!["headers"]!["User-Agent"]));
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

    private static void Holds(JsonObject expected, JsonObject facts, Report report, JsonNode? header)
    {
        var isCsp = (string?)expected["kind"] == "csp";
        var normalized = facts["normalized"]!.AsObject();
        var browser = UserAgentReader.Read((string?)facts["user_agent"] ?? (string?)header).Browser;
        foreach (var (key, value) in expected)
        {
            switch (key)
            {
                case "kind": Assert.Equal(_kinds.GetValueOrDefault((string)value!), report.Kind); break;
                case "host": Assert.Equal((string?)value, report.DocumentHost); break;
                case "scts" or "pins": Assert.Equal((int)value!, normalized[key == "pins" ? "known_pins" : key]!.AsArray().Count); break;
                case "noise": break; // What is noise, its own tests say.
                case "blocked_host" when !isCsp: Assert.Equal((string?)value, report.Details.BlockedHost); break;
                case "blocked_uri" when !isCsp: Assert.Equal((string?)value, (string?)normalized[key]); break;
                case "status_code" when !isCsp: Assert.Equal((int?)value, (int?)normalized[key]); break;
                case "browser_family": Assert.StartsWith((string)value!, browser, StringComparison.OrdinalIgnoreCase); break;
                case "browser_major": Assert.EndsWith($" {value}", browser, StringComparison.Ordinal); break;
                case "must_not_contain": Assert.DoesNotContain((string)value!, facts.ToJsonString(), StringComparison.Ordinal); break;
                case "blocked_uri" or "source_file" when isCsp: Assert.Equal(Masking.Of((string)value!, Mask.Uri), (string?)facts[key]); break;
                case "original_policy": Assert.Equal(Masking.Of((string)value!, Mask.Policy), (string?)facts[key]); break;
                default:
                    if (_names.TryGetValue(key, out var name) && !isCsp)
                    {
                        Expectation.Holds(new() { [name] = value?.DeepClone() }, normalized);
                    }
                    else
                    {
                        Expectation.Holds(new() { [key] = value?.DeepClone() }, facts);
                    }

                    break;
            }
        }
    }
}
