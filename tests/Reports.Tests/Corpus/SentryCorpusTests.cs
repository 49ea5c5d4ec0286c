using System.Text.Json.Nodes;
using Picket.Reports.Formats;
using Picket.Reports.Normalization;

namespace Picket.Reports.Tests.Corpus;

/// <summary>What Sentry's own tests assert about CSP reports holds here too.</summary>
public class SentryCorpusTests
{
    private static readonly IReadOnlyDictionary<string, JsonObject> _cases = CorpusFile.Read("sentry.json");

    /// <summary>Kinds that other projects or later issues answer for.</summary>
    private static readonly HashSet<string> _leftOut =
    [
        "http", "rate-limit", "nel", "expect-ct", "expect-staple", "hpkp", "unit-unsplit-uri", "unit-source-pattern", "filter-csp", "filter-web-crawler",
        "filter-legacy-browser", "filter-client-ip", "filter-localhost", "filter-error-message", "filter-release",
    ];

    /// <summary>What a case says about the event as a whole, which Reports does not make.</summary>
    private static readonly HashSet<string> _elsewhere =
    [
        "stored", "http_status", "release", "environment", "logger", "user_ip", "contexts_subset", "event_type", "level", "platform", "request_headers",
        "request_headers_subset", "error_contains",
    ];

    public static TheoryData<string> Names => [.. _cases.Where(row => !_leftOut.Contains((string)row.Value["kind"]!) && (string?)row.Value["tier"] != "alt").Select(row => row.Key)];

    [CorpusTheory]
    [MemberData(nameof(Names))]
    public void Csp_reports_are_read_as_sentry_reads_them(string name)
    {
        var row = _cases[name];
        var expect = row["expect"]!.AsObject();
        if (row["input"]?["uri"] is { } uri)
        {
            Assert.Equal((string?)expect["normalized_uri"], BlockedUris.Display((string)uri!));
            return;
        }

        var item = Assert.Single(ReportReader.Read(CorpusFile.Body(row["request"]!), new(Grouping: Grouping.Sentry)));
        if (expect["error_contains"] is not null)
        {
            // Sentry drops unknown directives; here the list is open.
            var isName = row["request"]!["body"]!.ToJsonString().Contains("not-a-directive", StringComparison.Ordinal);
            Assert.Equal(isName ? InvalidReason.None : InvalidReason.NoDirective, item.Reason);
            return;
        }

        Assert.Equal(InvalidReason.None, item.Reason);
        var facts = Facts.Of(item);
        Assert.All(expect, pair => Holds(pair.Key, pair.Value, facts));
    }

    private static void Holds(string key, JsonNode? value, JsonObject facts)
    {
        switch (key)
        {
            case "effective_directive": Same(value, facts["directive"]); break;
            case "message" or "issue_title": Same(value, facts["title"]); break;
            case "culprit" or "blocked_host": Same(value, facts[key]); break;
            case "request_url": Same(Masked("document_uri", value), facts["document_uri"]); break;
            case "recognized_as": Same("csp", ((string)facts["kind"]!).ToLowerInvariant()); break;
            case "fingerprint": Same(value!["md5"], facts["fingerprint"]); break;
            case "tags": Same(MaskedTags(value!), facts["tags"]); break;
            case "tags_subset": Assert.All(MaskedTags(value!), tag => Assert.Contains(facts["tags"]!.AsArray(), fact => JsonNode.DeepEquals(tag, fact))); break;
            case "csp" or "csp_subset": Violation(value!.AsObject(), facts["normalized"]!.AsObject(), isWhole: key == "csp"); break;
            default: Assert.Contains(key, _elsewhere); break;
        }
    }

    private static void Violation(JsonObject expected, JsonObject normalized, bool isWhole)
    {
        Assert.All(expected, field => Same(Masked(field.Key, field.Value), normalized[field.Key]));
        Assert.All(normalized, field => Assert.True(!isWhole || field.Key is "type" or "age" || expected.ContainsKey(field.Key), field.Key));
    }

    private static JsonArray MaskedTags(JsonNode tags) =>
        [.. tags.AsArray().Select(tag => new JsonArray((string?)tag![0], ((string?)tag[0] == "blocked-uri" ? Masked("blocked_uri", tag[1]) : tag[1])?.DeepClone()))];

    /// <summary>Sentry keeps what Picket masks, and keeps empty fields that Picket leaves out.</summary>
    private static JsonNode? Masked(string field, JsonNode? value) => field switch
    {
        "blocked_uri" or "document_uri" or "source_file" => Masking.Of((string)value!, Mask.Uri),
        "violated_directive" or "original_policy" => Masking.Of((string)value!, Mask.Policy),
        "referrer" when (string?)value != "" => Masking.Of((string)value!, Mask.Uri),
        "referrer" or "script_sample" when (string?)value == "" => null,
        _ => value,
    };

    private static void Same(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{actual?.ToJsonString() ?? "null"} is not {expected?.ToJsonString() ?? "null"}.");
}
