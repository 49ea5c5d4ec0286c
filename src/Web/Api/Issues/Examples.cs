namespace Picket.Web.Api.Issues;

/// <summary>What answers look like, for the description of the API.</summary>
internal static class Examples
{
    /// <summary>An issue.</summary>
    public const string Issue = """
        {"id": "42", "title": "Blocked 'script' from 'cdn.example'", "culprit": "script-src 'self'", "status": "unresolved", "count": "1234", "firstSeen": "2026-03-01T12:00:00.000Z"}
        """;

    /// <summary>A report that was kept.</summary>
    public const string Event = """
        {"eventID": "0197c1f000007000800000000000000a", "groupID": "42", "title": "Blocked 'script' from 'cdn.example'", "dateCreated": "2026-03-01T12:00:00.000Z"}
        """;

    /// <summary>A tag.</summary>
    public const string Tag = """{"key": "browser", "name": "Browser", "totalValues": 3, "topValues": [{"key": "browser", "name": "Chrome 156", "value": "Chrome 156", "count": 3}]}""";

    /// <summary>One of its values.</summary>
    public const string TagValue = """{"key": "browser", "name": "Chrome 156", "value": "Chrome 156", "count": 3}""";

    /// <summary>What someone did.</summary>
    public const string Activity = """
        {"id": "7", "type": "note", "user": {"id": "1", "name": "Ann"}, "data": {"text": "Mended with the next policy."}, "dateCreated": "2026-03-01T12:00:00.000Z"}
        """;

    /// <summary>Sums of an organization.</summary>
    public const string Stats = """
        {"start": "2026-03-01T00:00:00.000Z", "end": "2026-03-02T00:00:00.000Z", "intervals": ["2026-03-01T00:00:00.000Z"],
         "groups": [{"by": {"outcome": "accepted"}, "totals": {"sum(quantity)": 42}, "series": {"sum(quantity)": [42]}}]}
        """;

    /// <summary>A line of an export of issues.</summary>
    public const string ExportedIssue = """
        {"id": 42, "shownAs": 42, "kind": "csp", "fingerprint": "7d0b1f9c4a3e5d6688b1c2d3e4f50617", "title": "Blocked 'script' from 'cdn.example'", "culprit": "script-src 'self'",
         "directive": "script-src-elem", "blockedUri": "https://cdn.example/a.js", "blockedHost": "cdn.example", "status": "unresolved", "place": "stream",
         "firstSeen": "2026-03-01T12:00:00.000Z", "lastSeen": "2026-03-02T12:00:00.000Z", "count": 1234, "weight": 1234, "enforced": 1234, "reportOnly": 0}
        """;

    /// <summary>A line of an export of hours.</summary>
    public const string ExportedHour = """{"issue": 42, "hour": "2026-03-01T12:00:00.000Z", "count": 17}""";

    /// <summary>A line of an export of samples.</summary>
    public const string ExportedSample = """
        {"issue": 42, "at": "2026-03-01T12:00:00.000Z", "browser": "Chrome 156", "release": null, "environment": "production", "normalized": {"effective_directive": "script-src-elem"}, "raw": "{}"}
        """;

    /// <summary>What filters turned away.</summary>
    public const string Filtered = """
        [{"reason": "web-crawlers", "text": "A crawler sent it.", "count": 12, "lastHour": "2026-03-01T12:00:00.000Z",
          "samples": [{"dateCreated": "2026-03-01T12:00:00.000Z", "kind": "csp", "title": "Blocked 'script' from 'cdn.example'", "browser": "Chrome 156", "report": {"effective_directive": "script-src-elem"}}]}]
        """;
}
