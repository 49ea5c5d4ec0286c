using Picket.Ingestion.Issues;
using Picket.Reports;
using Picket.Storage.Queries;
using Picket.Web.Dashboard.Enforcing;
using Picket.Web.Dashboard.Views;

namespace Picket.Web.Tests.Support;

/// <summary>Rows as short as a test wants to say them.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ProjectRow Project = new(new(7), "shop", "Shop", new(3, "acme", "Acme", Noon.AddDays(-9)), true, Noon.AddDays(-8), new(UInt128.MaxValue / 5));

    public const string Normalized =
        """{"type":"csp-violation","age":0,"disposition":"enforce","document_uri":"https://shop.example/cart","effective_directive":"script-src-elem","original_policy":"default-src 'self'; script-src 'self' https://static.example","blocked_uri":"https://cdn.example/<b>.js","source_file":"https://shop.example/app.js","line_number":3,"column_number":14}""";

    public static SampleView Sample { get; } = new(
        Guid.Parse("0197c1f0-0000-7000-8000-000000000001"), Noon.AddMinutes(-1), "Chrome 156", "shop@1.2", "production", Normalized, """{"csp-report":{"script-sample":"</pre><script>alert(1)</script>"}}""");

    public static ProjectCard Card { get; } = new(
        Project, [.. Enumerable.Range(0, 24).Select(hour => (long)hour)], new(Project.Id, 12, 3, 2, 5, 0, Noon.AddDays(-8)), 1234, 56, 7, 4, true, new(EnforceAnswer.NotYet, ["5 open issues would be blocked."]));

    public static IssueSummary Issue(long id = 42, IssueStatus status = IssueStatus.Unresolved, string title = "Blocked 'script' from 'cdn.example'") => new()
    {
        Id = id,
        Project = Project.Id,
        Kind = ReportKind.Csp,
        Fingerprint = new((UInt128)id),
        Title = title,
        Culprit = "script-src 'self' https://static.example",
        Directive = "script-src-elem",
        BlockedUri = "cdn.example",
        BlockedHost = "cdn.example",
        Status = status,
        Members = [id],
        Count = 1234567890123,
        Weight = 1234567890123,
        Enforced = 1000000000000,
        ReportOnly = 234567890123,
        FirstSeen = Noon.AddDays(-2),
        LastSeen = Noon.AddMinutes(-1),
        ListedAt = Noon.AddMinutes(-3).AddTicks(12340),
        ListedId = id,
        Hours = [.. Enumerable.Range(0, 24).Select(hour => (long)hour)],
    };
}
