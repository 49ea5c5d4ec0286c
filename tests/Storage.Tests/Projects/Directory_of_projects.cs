using Microsoft.Extensions.Logging.Abstractions;
using Picket.Ingestion.Admission.Filters;
using Picket.Reports.Noise;
using Picket.Storage.Accounts;
using Picket.Storage.Projects;
using Picket.Storage.Queries;
using Picket.Storage.Tenants;
using Picket.Storage.Tests.Support;
using Picket.Testing;

namespace Picket.Storage.Tests.Projects;

[Collection(Postgres.Name)]
public sealed class Directory_of_projects(Server server) : IAsyncLifetime
{
    private Database _database = null!;
    private FirstRunResult _first = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _first = await new FirstRun(_database.Store).EnsureAsync();
        await RefreshAsync();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public void The_first_project_has_a_key_a_budget_and_no_limit()
    {
        var settings = _database.Store.Directory.Find(_first.Project)!;

        Assert.Equal(_first.Key, Assert.Single(settings.Keys).Key);
        Assert.Equal(1000, settings.NewIssuesPerHour);
        Assert.Null(settings.Limit);
        Assert.True(settings.Active);
    }

    [Fact]
    public async Task What_is_changed_on_this_host_holds_here_at_once()
    {
        Assert.Equal(ChangeResult.Done, await new ProjectStore(_database.Store).CreateAsync(Actor.CommandLine, 1, "next", "Next", [], null, [], CancellationToken.None));
        var row = await new ProjectQueries(_database.Store).FindAsync("home", "next", CancellationToken.None);
        Assert.Single(_database.Store.Directory.Find(row!.Id)!.Keys);
    }

    [Fact]
    public async Task What_is_changed_elsewhere_holds_here_two_seconds_later()
    {
        using var poll = new DirectoryPoll(_database.Store, NullLogger<DirectoryPoll>.Instance);
        await poll.StartAsync(CancellationToken.None);
        await _database.RunAsync("update projects set active = false");
        _database.Clock.Advance(TimeSpan.FromSeconds(2));

        await Until.TrueAsync(() => !_database.Store.Directory.Find(_first.Project)!.Active, TimeSpan.FromSeconds(30), "the project is switched off");
        await poll.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Changes_of_a_project_and_its_keys_are_seen()
    {
        await _database.RunAsync("""update projects set settings = '{"rate_limit": {"count": 5, "window": 60}, "allowed_domains": ["*.shop.example"], "new_issues_per_hour": -1}'""");
        await _database.RunAsync("insert into project_keys (project_id, public_key, active, limit_count, limit_window) values (@id, gen_random_uuid(), false, 3, 10)", new { id = _first.Project.Value });
        await RefreshAsync();

        var settings = _database.Store.Directory.Find(_first.Project)!;
        Assert.Equal(new(5, TimeSpan.FromMinutes(1)), settings.Limit);
        Assert.Equal(["*.shop.example"], settings.AllowedDomains);
        Assert.Null(settings.NewIssuesPerHour);
        Assert.Equal(new(3, TimeSpan.FromSeconds(10)), settings.Keys[1].Limit);
        Assert.False(settings.Keys[1].Active);

        await _database.RunAsync("delete from project_keys where not active; update projects set active = false");
        await RefreshAsync();
        Assert.Single(_database.Store.Directory.Find(_first.Project)!.Keys);
        Assert.False(_database.Store.Directory.Find(_first.Project)!.Active);
    }

    [Fact]
    public async Task Filters_hold_as_far_as_they_can_be_read()
    {
        await _database.RunAsync(
            """
            update projects set settings = '{"filters": {"web_crawlers": "no", "localhost": true, "ignored_sources": ["a.example", 5, null], "blocked_ips": "10.0.0.1",
                "dropped_noise": ["extension", "no-such-class"], "rules": [{"directive": "img-src", "sample": 7}, "x"], "unknown": 1}, "rate_limit": {"count": 5, "window": 60}}'
            """);
        await RefreshAsync();

        var settings = _database.Store.Directory.Find(_first.Project)!;
        var filters = settings.Filters.Settings;
        Assert.Equal((true, true), (filters.WebCrawlers, filters.Localhost));
        Assert.Equal(["a.example"], filters.IgnoredSources);
        Assert.Empty(filters.BlockedIps);
        Assert.Equal([NoiseClass.Extension], filters.DroppedNoise);
        Assert.Equal([new FilterRule { Directive = "img-src" }], filters.Rules);
        Assert.Equal(5, settings.Limit!.Count);
    }

    [Fact]
    public async Task A_deleted_project_is_forgotten()
    {
        await _database.RunAsync("delete from projects");
        await RefreshAsync();

        Assert.Null(_database.Store.Directory.Find(_first.Project));
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_leave_the_defaults()
    {
        await _database.RunAsync("""update projects set settings = '{"rate_limit": "many"}'""");
        await RefreshAsync();

        Assert.Null(_database.Store.Directory.Find(_first.Project)!.Limit);
    }

    private Task RefreshAsync() => _database.Store.Directory.RefreshAsync(CancellationToken.None);
}
