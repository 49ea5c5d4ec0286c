using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Picket.Ingestion.Admission.Filters;
using Picket.Ingestion.Tests.Support;
using Picket.Reports.Formats;
using Picket.Reports.UserAgents;

namespace Picket.Ingestion.Tests.Corpus;

/// <summary>What Sentry's own tests assert about its filters holds here too.</summary>
public sealed class Filters_of_Sentry
{
    private static readonly IReadOnlyDictionary<string, JsonObject> _cases = Read();

    public static TheoryData<string> Names => [.. _cases.Keys];

    [SkippableCorpus]
    [MemberData(nameof(Names))]
    public void Filter_as_its_tests_say(string name)
    {
        var (row, expect) = (_cases[name], _cases[name]["expect"]!);
        if ((string?)row["kind"] == "unit-source-pattern")
        {
            var pattern = SourcePattern.Parse((string)row["input"]!["pattern"]!);
            Assert.Equal(((string?)expect["scheme"], (string?)expect["domain"], (string?)expect["port"]), (pattern.Scheme, pattern.Domain, pattern.Port));
            return;
        }

        var settings = Settings(row["config"]!);
        if (row["request"] is not { } request)
        {
            Assert.Equal((bool)expect["filtered"]!, settings.ErrorMessages.Any(pattern => Wildcard.IsUsable(pattern) && Wildcard.Match(pattern, (string?)row["input"]!["message"])));
            return;
        }

        // A report without a directive is none here, and so is not stored either.
        var report = ReportReader.Read(Encoding.UTF8.GetBytes(request["body"]!.ToJsonString()))[0].Report;
        var userAgent = (string?)request["headers"]!["User-Agent"];
        var address = (string?)row["input"]?["client_ip"] ?? (string?)request["headers"]!["X-Forwarded-For"];
        var reason = report is null ? "none" : new InboundFilters(settings).Match(report, Make.Submission(report) with
        {
            UserAgent = userAgent,
            Browser = Browser.Recognize(userAgent),
            Address = address is null ? null : IPAddress.Parse(address),
            Release = (string?)request["query"]?["sentry_release"],
        });
        var filtered = (bool?)expect["filtered"] ?? !(bool)expect["stored"]!;
        Assert.Equal(filtered, reason is not null);
        Assert.True(!filtered || expect["filter_reason"] is null || (string?)expect["filter_reason"] == reason, reason);
    }

    private static FilterSettings Settings(JsonNode config) => new()
    {
        IgnoreDefaultSources = (bool?)config["csp_default_ignored_sources"] ?? false,
        IgnoredSources = Texts(config["csp_ignored_sources"]),
        WebCrawlers = (bool?)config["web_crawlers"] ?? false,
        Localhost = (bool?)config["localhost"] ?? false,
        LegacyBrowsers = Texts(config["legacy_browsers"]),
        BlockedIps = Texts(config["blocked_ips"]),
        Releases = Texts(config["releases"]),
        ErrorMessages = Texts(config["error_messages"]),
    };

    private static string[] Texts(JsonNode? list) => list is null ? [] : [.. list.AsArray().Select(item => (string)item!)];

    private static Dictionary<string, JsonObject> Read() => SkippableCorpusAttribute.Folder is not { } folder ? [] : JsonNode
        .Parse(File.ReadAllText(Path.Combine(folder, "sentry.json")))!.AsArray().Select(row => row!.AsObject())
        .Where(row => (string?)row["tier"] != "alt" && ((string)row["kind"]!).StartsWith("filter-", StringComparison.Ordinal) | (string?)row["kind"] == "unit-source-pattern")
        .ToDictionary(row => (string)row["name"]!);
}
