using Picket.Storage.Housekeeping;
using Picket.Storage.Tenants;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Housekeeping;

/// <summary>Retention of projects and plans, notices of quotas, and what an hour usually brings.</summary>
[Collection(Postgres.Name)]
public sealed class Keeping_what_projects_want(Server server) : IAsyncLifetime
{
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        await _database.RunAsync(
            """
            insert into plans (name, hour_days) values ('small', 20);
            insert into organizations (slug, name, settings) values ('acme', 'Acme', '{"sample_days": 5}'), ('other', 'Other', '{}'), ('tiny', 'Tiny', '{}');
            update organizations set plan_id = 1 where slug = 'tiny';
            insert into projects (organization_id, slug, name, settings, created_at) values
                (1, 'inherits', 'Inherits', '{}', @then), (1, 'own', 'Own', '{"sample_days": 12}', @then), (2, 'default', 'Default', '{}', @then), (3, 'capped', 'Capped', '{"hour_days": 300}', @then)
            """,
            new { then = Make.Noon.AddDays(-30) });
        foreach (var project in (long[])[1, 2, 3, 4])
        {
            await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(project: project, samples: Make.Sample(0))), CancellationToken.None);
            await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(project: project, at: Make.Noon.AddHours(1))), CancellationToken.None);
        }
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(6, 3, 4)]
    [InlineData(13, 2, 4)]
    [InlineData(21, 1, 3)]
    [InlineData(31, 0, 3)]
    public async Task Samples_and_hours_go_when_their_project_its_organization_or_its_plan_says(int days, int samples, int hours)
    {
        _database.Clock.Advance(TimeSpan.FromDays(days));
        await Partitions.EnsureAsync(_database.Store, CancellationToken.None);
        await DoAllAsync();

        Assert.Equal((samples, hours), (await _database.OneAsync<long>("select count(*) from samples"), await _database.OneAsync<long>("select count(*) from issue_hours")));
        Assert.Equal(hours, await _database.OneAsync<long>("select count(*) from issues"));
    }

    [Fact]
    public async Task An_organization_hears_of_its_month_once_at_80_100_and_120_percent()
    {
        await _database.RunAsync(
            "update plans set month_quota = 1000, month_grace = true; insert into allowances (organization_id, month, leased) values (3, '2026-05-01', 799);"
            + "insert into users (name, email, email_confirmed) values ('Ann', 'ann@example.com', true), ('Bob', 'bob@example.com', false);"
            + "insert into memberships (organization_id, user_id, role) values (3, 1, 'owner'), (3, 2, 'owner')");
        var notices = new QuotaNotices(_database.Store);

        Assert.Empty(await TakeAsync());
        Assert.Equal([80], await TakeAsync(800));
        Assert.Empty(await TakeAsync(999));
        Assert.Equal([100], await TakeAsync(1000));
        Assert.Equal([120], await TakeAsync(1200));
        Assert.Empty(await TakeAsync());
        Assert.Equal(3, await _database.OneAsync<long>("select count(*) from audit_log where organization_id = 3 and action = 'quota.reached'"));

        async Task<IEnumerable<int>> TakeAsync(int? leased = null)
        {
            await _database.RunAsync("update allowances set leased = coalesce(@leased, leased)", new { leased });
            await DoAllAsync();
            var taken = await notices.TakeAsync(CancellationToken.None);
            Assert.All(taken, notice => Assert.Equal("ann@example.com", Assert.Single(notice.Addresses)));
            return taken.Select(notice => (int)notice.Percent);
        }
    }

    [Fact]
    public async Task The_usual_hour_of_a_project_is_that_of_seven_days_and_hosts_know()
    {
        await _database.RunAsync("insert into outcome_hours (project_id, hour, outcome, reason, key_id, writer, count) select 1, @hour, 0, '', 7, 0, 168 * 90", new { hour = Make.Noon.AddHours(-2) });
        await _database.RunAsync("insert into projects (organization_id, slug, name, created_at) values (2, 'young', 'Young', @then)", new { then = Make.Noon.AddHours(-3) });

        await DoAllAsync();
        await _database.Store.Directory.RefreshAsync(CancellationToken.None);

        Assert.InRange(_database.Store.Directory.Find(new(1))!.HourlyMean!.Value, 90, 108);
        Assert.Equal(1, _database.Store.Directory.Find(new(3))!.HourlyMean);
        Assert.Null(_database.Store.Directory.Find(new(5))!.HourlyMean);
    }

    [Fact]
    public async Task A_plan_with_grace_stops_at_120_percent_and_one_without_at_the_quota()
    {
        await _database.RunAsync("update plans set month_quota = 1000");
        await _database.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(1000, _database.Store.Directory.Find(new(4))!.OrganizationLimit);
        await _database.RunAsync("update plans set month_grace = true");
        await _database.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(1200, _database.Store.Directory.Find(new(4))!.OrganizationLimit);
    }

    private async Task DoAllAsync()
    {
        await Partitions.DropOldAsync(_database.Store, CancellationToken.None);
        foreach (var chore in Chores.All)
        {
            await chore.RunAsync(_database.Store, CancellationToken.None);
        }
    }
}
