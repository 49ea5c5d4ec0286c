using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Queries;

[Collection(Postgres.Name)]
public sealed class Reading_issues(Server server) : IAsyncLifetime
{
    private Database _database = null!;
    private IssueQueries _queries = null!;
    private FirstRunResult _first = null!;
    private long _stranger;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _queries = new(_database.Store);
        _first = await new FirstRun(_database.Store).EnsureAsync();
        _stranger = await _database.OneAsync<long>(
            """
            with o as (insert into organizations (slug, name) values ('other', 'Other') returning id), u as (insert into users (name) values ('Stranger') returning id)
            insert into memberships (organization_id, user_id, role) select o.id, u.id, 'owner' from o, u returning user_id
            """);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Pages_hold_every_issue_once_latest_first()
    {
        await WriteAsync([.. Enumerable.Range(1, 23).Select(i => Row(i, at: Make.Noon.AddMinutes(-(i % 5))))]);

        List<IssueSummary> seen = [];
        (DateTimeOffset, long)? after = null;
        while (await ListAsync(new(), after, 7) is { Count: > 0 } page)
        {
            seen.AddRange(page);
            after = (page[^1].ListedAt, page[^1].ListedId);
        }

        Assert.Equal(23, seen.Select(issue => issue.Id).Distinct().Count());
        Assert.Equal(23, seen.Count);
        Assert.Equal(seen.OrderByDescending(issue => issue.LastSeen).ThenByDescending(issue => issue.Id).Select(issue => issue.Id), seen.Select(issue => issue.Id));
    }

    [Fact]
    public async Task Filters_leave_what_was_asked_for()
    {
        var states = await WriteAsync(Row(1, title: "Blocked 'script' from '100%_a'"), Row(2, title: "Blocked 'image'"), Row(3, title: "Blocked 'font'"));
        await _database.RunAsync("update issues set status = 1 where id = @id", new { id = states[2].Id });
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with { Facets = [new(states[1].Id, Facet.Release, "1.0", 1), new(states[2].Id, Facet.Environment, "production", 1)] }, CancellationToken.None);

        Assert.Equal([states[0].Id, states[1].Id], await IdsAsync(new(Status: IssueStatus.Unresolved)));
        Assert.Equal([states[2].Id], await IdsAsync(new(Status: IssueStatus.Resolved)));
        Assert.Equal([states[1].Id], await IdsAsync(new(Release: "1.0")));
        Assert.Equal([states[2].Id], await IdsAsync(new(Environment: "production")));
        Assert.Equal([states[1].Id], await IdsAsync(new(Text: "IMAGE")));
        Assert.Equal([states[0].Id], await IdsAsync(new(Text: "0%_a")));
        Assert.Empty(await IdsAsync(new(Text: "0__a")));
        Assert.Equal(3, (await IdsAsync(new(Text: "cdn.example"))).Count);
    }

    [Fact]
    public async Task An_issue_comes_with_its_counts_and_last_24_hours()
    {
        await WriteAsync(Row(1, count: 3, at: Make.Noon.AddHours(-2)));
        await WriteAsync(Row(1, count: 4, at: Make.Noon.AddMinutes(-2)));
        await WriteAsync(Row(1, count: 5, at: Make.Noon.AddHours(-30)));

        var issue = Assert.Single(await ListAsync(new(), null, 10));

        Assert.Equal((12, 12, 0), (issue.Count, issue.Enforced, issue.ReportOnly));
        Assert.Equal((Make.Noon.AddHours(-30), Make.Noon.AddMinutes(-2)), (issue.FirstSeen, issue.LastSeen));
        Assert.Equal(24, issue.Hours.Count);
        Assert.Equal([3, 4, 0], issue.Hours.Skip(21));
        Assert.Equal(7, issue.Hours.Sum());
        Assert.Equal(
            [(Make.Noon.AddHours(-2), 3), (Make.Noon.AddHours(-1), 4)], await _queries.HoursAsync([issue.Id], Make.Noon.AddHours(-24), CancellationToken.None));
    }

    [Fact]
    public async Task What_is_anothers_is_not_there()
    {
        var id = (await WriteAsync(Row(1)))[0].Id;

        Assert.NotNull(await _queries.FindAsync(_first.UserId, id, CancellationToken.None));
        Assert.Null(await _queries.FindAsync(_stranger, id, CancellationToken.None));
        Assert.Null(await _queries.FindAsync(_first.UserId, id + 1, CancellationToken.None));
        var projects = new ProjectQueries(_database.Store);
        Assert.Null(await projects.FindAsync(_stranger, "home", "website", CancellationToken.None));
        Assert.Null(await projects.FindAsync(_stranger, _first.Project, CancellationToken.None));
        Assert.Equal(_first.Key, (await projects.FindAsync(_first.UserId, "home", "website", CancellationToken.None))?.Key);
        Assert.Equal(_first.Key, (await projects.FindAsync(_first.UserId, _first.Project, CancellationToken.None))?.Key);
        Assert.Empty(await projects.ListAsync(_stranger, CancellationToken.None));
        Assert.Equal("website", Assert.Single(await projects.ListAsync(_first.UserId, CancellationToken.None)).Slug);
        Assert.Equal("other", Assert.Single(await new OrganizationQueries(_database.Store).ListAsync(_stranger, CancellationToken.None)).Slug);
    }

    [Fact]
    public async Task Facets_samples_and_clients_are_read_back()
    {
        var id = (await WriteAsync(Row(1) with { Samples = [Make.Sample(0, "a"), Make.Sample(1, "b")] }))[0].Id;
        var sketch = new ClientSketch();
        sketch.Add(5UL << 58);
        var today = DateOnly.FromDateTime(Make.Noon.UtcDateTime);
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with { Facets = [new(id, Facet.Browser, "Chrome 156", 3), new(id, Facet.Browser, "Firefox 153", 4)], Clients = [new(id, today, sketch.ToArray())] },
            CancellationToken.None);

        Assert.Equal([new(Facet.Browser, "Firefox 153", 4), new(Facet.Browser, "Chrome 156", 3)], await _queries.FacetsAsync([id], CancellationToken.None));
        Assert.Equal(["b", "a"], (await _queries.SamplesAsync([id], 10, CancellationToken.None)).Select(sample => sample.Raw));
        var (day, clients) = Assert.Single(await _queries.ClientsAsync([id], today, CancellationToken.None));
        Assert.Equal((today, ClientSketch.Estimate(sketch.ToArray())), (day, clients));
    }

    [Fact]
    public async Task The_stamp_changes_with_reports_and_settings_and_not_by_itself()
    {
        var empty = await StampAsync();
        Assert.Equal(empty, await StampAsync());
        await WriteAsync(Row(1));
        var counted = await StampAsync();
        Assert.NotEqual(empty, counted);
        await _database.RunAsync("update projects set name = 'Shop'");
        Assert.NotEqual(counted, await StampAsync());
    }

    [Fact]
    public async Task The_stamp_of_an_organization_changes_with_each_of_its_projects()
    {
        var organization = new OrganizationId(await _database.OneAsync<long>($"select organization_id from projects where id = {_first.Project.Value}"));
        var empty = await _queries.StampAsync(organization, CancellationToken.None);
        Assert.Equal(empty, await _queries.StampAsync(organization, CancellationToken.None));
        await WriteAsync(Row(1));
        var counted = await _queries.StampAsync(organization, CancellationToken.None);
        Assert.NotEqual(empty, counted);
        await _database.RunAsync("update projects set name = 'Shop'");
        Assert.NotEqual(counted, await _queries.StampAsync(organization, CancellationToken.None));
    }

    [Fact]
    public async Task Refused_reports_are_told_by_reason()
    {
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with
            {
                Outcomes =
                [
                    new(_first.Project, default, Make.Noon.AddHours(-1), OutcomeKind.Invalid, OutcomeReasons.UnknownKey, 2),
                    new(_first.Project, default, Make.Noon, OutcomeKind.Invalid, OutcomeReasons.UnknownKey, 3),
                    new(_first.Project, default, Make.Noon, OutcomeKind.Filtered, "extension", 9),
                ],
            },
            CancellationToken.None);

        Assert.Equal([new(OutcomeReasons.UnknownKey, 5, Make.Noon)], await _queries.RefusedAsync(_first.Project, Make.Noon.AddDays(-1), CancellationToken.None));
    }

    private IssueRow Row(int fingerprint, long count = 1, DateTimeOffset? at = null, string title = "Blocked 'script'") =>
        Make.Row(fingerprint, count, at: at, title: title, project: _first.Project.Value);

    private Task<IssueState[]> WriteAsync(params IssueRow[] rows) => _database.Store.CommitWriter.WriteAsync(Make.Commit(rows), CancellationToken.None);

    private Task<IReadOnlyList<IssueSummary>> ListAsync(Wanted wanted, (DateTimeOffset, long)? after, int limit) => wanted.InAsync(_database, _first.Project, after, limit);

    private async Task<IReadOnlyList<long>> IdsAsync(Wanted wanted) => [.. (await ListAsync(wanted, null, 100)).Select(issue => issue.Id).Order()];

    private Task<string> StampAsync() => _queries.StampAsync(_first.Project, CancellationToken.None);
}
