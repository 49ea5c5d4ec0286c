using System.Globalization;
using System.Text;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Support;

/// <summary>Reports and what surrounds them, as short as a test wants to say it.</summary>
internal static class Make
{
    public static readonly ProjectId Project = new(1);
    public static readonly KeyId Key = new(7);
    public static readonly ProjectKey PublicKey = new(0xabcdef);
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static Report Report(int fingerprint = 1, Disposition disposition = Disposition.Enforce, string? sourceFile = null, TimeSpan age = default) => new()
    {
        Kind = ReportKind.Csp,
        Fingerprint = new((UInt128)fingerprint),
        Type = "csp-report",
        Age = age,
        Disposition = disposition,
        DocumentUri = "https://shop.example/cart",
        DocumentHost = "shop.example",
        SourceFile = sourceFile,
        Csp = new()
        {
            EffectiveDirective = "script-src",
            ViolatedDirective = "script-src",
            BlockedUri = new(BlockedUriKind.Url, "https://cdn.example/a.js", "cdn.example", "cdn.example", null),
        },
        Raw = Encoding.UTF8.GetBytes("{\"csp-report\":{\"violated-directive\":\"script-src\",\"blocked-uri\":\"https://cdn.example/a.js\"}}"),
    };

    public static Submission Submission(params Report[] reports) => new()
    {
        Project = Project,
        Key = PublicKey,
        Items = [.. reports.Select(report => new ReadItem(report, InvalidReason.None))],
        Received = Noon,
        Client = 1,
        Network = 1,
    };

    public static IssueKey IssueKey(int fingerprint = 1) => new(Project, ReportKind.Csp, new((UInt128)fingerprint));

    public static ReportGroup Group(Report report, DateTimeOffset? received = null, ulong client = 1, string? release = null, int count = 1)
    {
        var submission = Submission(report) with { Received = received ?? Noon, Client = client, Release = release };
        var key = new IssueKey(Project, report.Kind, report.Fingerprint);
        return new(key, [.. Enumerable.Range(0, count).Select(_ => new Arrival(report, submission, Key, null))]);
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
