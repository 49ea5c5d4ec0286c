#pragma warning disable CS1591, CA1822
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Reports;

namespace Picket.Storage;

public sealed record OrganizationRow(long Id, string Slug, string Name, DateTimeOffset CreatedAt);

public sealed record ProjectRow(ProjectId Id, string Slug, string Name, OrganizationRow Organization, bool Active, DateTimeOffset CreatedAt, ProjectKey? Key);

public sealed record IssueFilter(IssueStatus? Status = null, string? Release = null, string? Environment = null, string? Text = null);

public sealed record IssueSummary(
    long Id, ProjectId Project, ReportKind Kind, Fingerprint Fingerprint, string Title, string? Culprit, string? Directive, string? BlockedUri, string? BlockedHost, IssueStatus Status,
    long Count, long Enforced, long ReportOnly, DateTimeOffset FirstSeen, DateTimeOffset LastSeen)
{
    public IReadOnlyList<long> Hours { get; init; } = [];
}

public sealed record FacetCount(Facet Facet, string Value, long Count);

public sealed record SampleView(Guid Id, DateTimeOffset At, string Browser, string? Release, string? Environment, string Normalized, string Raw);

public sealed record RefusedCount(string Reason, long Count, DateTimeOffset LastHour);

public sealed class OrganizationQueries
{
    public Task<IReadOnlyList<OrganizationRow>> ListAsync(long userId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<OrganizationRow>>([Stub.Org]);
}

public static class Stub
{
    public static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    public static readonly OrganizationRow Org = new(1, "home", "Home", Now.AddDays(-3));
    public static readonly ProjectRow Web = new(new(1), "website", "Website", Org, true, Now.AddDays(-3), new(UInt128.MaxValue / 7));
    public static readonly ProjectRow Empty = new(new(2), "shop", "Shop", Org, true, Now.AddDays(-1), new(UInt128.MaxValue / 5));

    public static IReadOnlyList<IssueSummary> Issues()
    {
        var random = new Random(4);
        (string, string, string, string, string)[] kinds =
        [
            ("Blocked 'script' from 'cdn.tracker.example'", "script-src-elem 'self' https://static.example.com", "script-src-elem", "https://cdn.tracker.example/t.js", "cdn.tracker.example"),
            ("Blocked unsafe inline 'script'", "script-src 'self'", "script-src-elem", "inline", ""),
            ("Blocked 'image' from 'pixel.ads.example'", "img-src 'self' data:", "img-src", "https://pixel.ads.example/p.gif", "pixel.ads.example"),
            ("Blocked style attribute from 'inline:'", "style-src-attr 'none'", "style-src-attr", "inline", ""),
            ("Blocked unsafe eval() 'script'", "script-src 'self' https://static.example.com https://maps.example.com https://a-rather-long-host-name.cdn.example.net 'sha256-abcdefghijklmnopqrstuvwxyz0123456789abcdef='", "script-src", "eval", ""),
            ("Blocked 'frame-src' from 'player.video.example:8443'", "frame-src 'none'", "frame-src", "https://player.video.example:8443", "player.video.example"),
            ("Blocked 'form' action to 'payments.example'", "form-action 'self'", "form-action", "https://payments.example", "payments.example"),
            ("Blocked 'font' from 'data:'", "font-src 'self'", "font-src", "data", ""),
        ];
        return [.. kinds.Select((k, i) =>
        {
            var hours = Enumerable.Range(0, 24).Select(h => (long)(random.NextDouble() < 0.2 ? 0 : random.Next(1, 400) * (h + 4) / (i + 1))).ToArray();
            var count = hours.Sum() * 7;
            return new IssueSummary(i + 1, new(1), ReportKind.Csp, new((UInt128)i + 1), k.Item1, k.Item2, k.Item3, k.Item4, k.Item5, i == 3 ? IssueStatus.Resolved : i == 6 ? IssueStatus.Ignored : 0,
                count, i % 3 == 1 ? 0 : count / 2, i % 3 == 2 ? 0 : count / 2, Now.AddDays(-i * 2 - 1), Now.AddMinutes(-i * i * 7)) { Hours = hours };
        })];
    }
}

public sealed class ProjectQueries
{
    public Task<IReadOnlyList<ProjectRow>> ListAsync(long userId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ProjectRow>>([Stub.Web, Stub.Empty]);

    public Task<ProjectRow?> FindAsync(long userId, string organization, string project, CancellationToken cancellation) =>
        Task.FromResult(organization != "home" ? null : project == "website" ? Stub.Web : project == "shop" ? Stub.Empty : null);
}

public sealed class Accounts
{
    public Task<long?> UseSignInLinkAsync(string token, CancellationToken cancellation) => Task.FromResult<long?>(token == "good" ? 1 : null);

    public Task<long?> FindUserByTokenAsync(string token, CancellationToken cancellation) => Task.FromResult<long?>(token == "good" ? 1 : null);
}

public sealed class IssueQueries
{
    public Task<IReadOnlyList<IssueSummary>> ListAsync(ProjectId project, IssueFilter filter, (DateTimeOffset LastSeen, long Id)? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<IssueSummary>>(project.Value == 2 ? [] : [.. Stub.Issues().Where(i => filter.Text is null || i.Title.Contains(filter.Text, StringComparison.OrdinalIgnoreCase))]);

    public Task<IssueSummary?> FindAsync(long userId, long issue, CancellationToken cancellation) => Task.FromResult(Stub.Issues().FirstOrDefault(i => i.Id == issue));

    public Task<IReadOnlyList<(DateTimeOffset Hour, long Count)>> HoursAsync(long issue, DateTimeOffset from, CancellationToken cancellation)
    {
        var random = new Random((int)issue);
        return Task.FromResult<IReadOnlyList<(DateTimeOffset, long)>>([.. Enumerable.Range(0, 168).Where(_ => random.Next(3) > 0).Select(h => (from.AddHours(h), (long)random.Next(1, 50 + h)))]);
    }

    public Task<IReadOnlyList<FacetCount>> FacetsAsync(long issue, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<FacetCount>>(
    [
        new(Facet.DocumentHost, "www.example.com", 5000), new(Facet.DocumentHost, "shop.example.com", 900), new(Facet.DocumentHost, "", 30),
        new(Facet.SourceFile, "https://www.example.com/static/js/main.4f1c2b7a9e.chunk.js", 5600), new(Facet.SourceFile, "https://tagmanager.example/gtm.js", 200),
        new(Facet.Disposition, "enforce", 3000), new(Facet.Disposition, "report", 2930),
        new(Facet.Browser, "Chrome 156", 4000), new(Facet.Browser, "Firefox 153", 1400), new(Facet.Browser, "Safari 19", 530),
        new(Facet.Release, "web@2026.11.1", 5930), new(Facet.Environment, "production", 5930),
    ]);

    public Task<IReadOnlyList<SampleView>> SamplesAsync(long issue, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SampleView>>(
    [
        .. Enumerable.Range(0, 4).Select(i => new SampleView(Guid.NewGuid(), Stub.Now.AddMinutes(-i * 13), "Chrome 156", "web@2026.11.1", "production",
            """{"type":"csp-violation","age":12,"disposition":"enforce","document_uri":"https://www.example.com/cart?item=*","referrer":"https://www.example.com/","effective_directive":"script-src-elem","violated_directive":"script-src-elem","original_policy":"default-src 'self'; script-src 'self' https://static.example.com; report-uri https://reports.example.com/api/1/security/","blocked_uri":"https://cdn.tracker.example/t.js","status_code":200,"source_file":"https://www.example.com/static/js/main.4f1c2b7a9e.chunk.js","line_number":1,"column_number":48213,"script_sample":"(function(w,d,s,l,i){w[l]=w[l]||[];"}""",
            """{"csp-report":{"document-uri":"https://www.example.com/cart?item=*","referrer":"","violated-directive":"script-src-elem","effective-directive":"script-src-elem","original-policy":"default-src 'self'","blocked-uri":"https://cdn.tracker.example/t.js"}}""")),
    ]);

    public Task<IReadOnlyList<(DateOnly Day, double Clients)>> ClientsAsync(long issue, DateOnly from, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<(DateOnly, double)>>([(DateOnly.FromDateTime(Stub.Now.UtcDateTime), 812.4)]);

    public Task<string> StampAsync(ProjectId project, CancellationToken cancellation) => Task.FromResult("x");

    public Task<IReadOnlyList<RefusedCount>> RefusedAsync(ProjectId project, DateTimeOffset since, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<RefusedCount>>(
        project.Value == 2 ? [new("key_unknown", 12, Stub.Now), new("not_json", 3, Stub.Now.AddHours(-2)), new("content_type", 1, Stub.Now.AddHours(-5))] : []);
}
