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
}
