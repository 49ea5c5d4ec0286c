using System.Diagnostics.Metrics;
using Picket.Storage.Canary;
using Picket.Storage.Housekeeping;
using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Housekeeping;

/// <summary>What housekeeping watches beside what it does.</summary>
[Collection(Postgres.Name)]
public sealed class Watching(Server server) : IAsyncLifetime
{
    private Database _database = null!;

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    /// <summary>Hours before the one that runs with accepted reports, and whether the project is silent.</summary>
    [Theory]
    [InlineData("30 54 78 102 126 150 174", true)]
    [InlineData("25 54 78 102 126 150 192", true)] // As near and as far as may be.
    [InlineData("24 30 54 78 102 126 150 174", false)] // Perhaps less than 24 hours ago.
    [InlineData("0 30 54 78 102 126 150 174", false)]
    [InlineData("30 54 78 102 126 150", false)] // A day is missing.
    [InlineData("54 78 102 126 150 174 200", false)]
    [InlineData("", false)]
    public async Task A_project_is_silent_that_reported_every_day_of_a_week_and_not_in_the_last(string hoursAgo, bool isSilent)
    {
        await ReportAsync(await ProjectAsync("home", active: true), hoursAgo);
        Assert.Equal(isSilent ? 1 : 0, await SilentProjects.CountAsync(_database.Store, CancellationToken.None));
    }

    [Theory]
    [InlineData("home", false, 0)]
    [InlineData(CanaryStore.Organization, true, 0)]
    public async Task Inactive_projects_and_Pickets_own_are_not_missed(string organization, bool active, long count)
    {
        await ReportAsync(await ProjectAsync(organization, active), "30 54 78 102 126 150 174");
        Assert.Equal(count, await SilentProjects.CountAsync(_database.Store, CancellationToken.None));
    }

    [Fact]
    public async Task Refused_reports_are_no_reports()
    {
        await ReportAsync(await ProjectAsync("home", active: true), "30 54 78 102 126 150 174", outcome: 1);
        Assert.Equal(0, await SilentProjects.CountAsync(_database.Store, CancellationToken.None));
    }

    [Fact]
    public async Task The_clock_is_compared_with_that_of_PostgreSQL()
    {
        _database.Clock.SetUtcNow(await _database.OneAsync<DateTimeOffset>("select clock_timestamp() + interval '90 seconds'"));
        Assert.InRange((await ClockOffset.MeasureAsync(_database.Store, CancellationToken.None)).TotalSeconds, 60, 90);
    }

    [Fact]
    public async Task A_host_says_how_busy_it_is_until_it_ends()
    {
        var load = new HostLoad(_database.Store);
        await load.WriteAsync(CancellationToken.None);
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(1, count: 40)), CancellationToken.None);
        _database.Clock.Advance(TimeSpan.FromSeconds(20));
        await load.WriteAsync(CancellationToken.None);

        var host = Assert.Single(await HostsAsync());
        Assert.Equal(2, host.ReportsPerSecond);
        Assert.InRange(host.Memory, 1, long.MaxValue);

        _database.Clock.Advance(TimeSpan.FromMinutes(2)); // It was killed, or cannot reach PostgreSQL.
        Assert.Empty(await HostsAsync());
        await load.WriteAsync(CancellationToken.None);
        await load.LeaveAsync(CancellationToken.None);
        Assert.Empty(await HostsAsync());
    }

    private async Task<IReadOnlyList<HostState>> HostsAsync() => (await new InstallationQueries(_database.Store).ReadAsync(_database.Clock.GetUtcNow().AddDays(-1), CancellationToken.None)).Hosts;

    [Fact]
    public void Days_ahead_fall_while_nobody_makes_partitions()
    {
        using var meter = new Meter("test");
        var ahead = int.MinValue;
        using var listener = new MeterListener { InstrumentPublished = (instrument, me) => { if (instrument.Meter == meter) { me.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => ahead = value);
        listener.Start();
        _ = new HousekeepingInstruments(meter, _database.Store.Calendar, _database.Clock);

        listener.RecordObservableInstruments();
        Assert.Equal(3, ahead);
        _database.Clock.Advance(TimeSpan.FromDays(2));
        listener.RecordObservableInstruments();
        Assert.Equal(1, ahead);
    }

    [Fact]
    public async Task The_canary_has_one_project_with_a_key_and_no_member_however_often_it_is_asked_for()
    {
        var store = new CanaryStore(_database.Store);
        var made = await store.EnsureAsync(CancellationToken.None);
        var found = await store.EnsureAsync(CancellationToken.None);

        Assert.True(made.IsNew);
        Assert.Equal(made with { IsNew = false }, found);
        Assert.Equal(0, await store.CountAsync(found.Id, CancellationToken.None));
        Assert.Equal(0, await _database.OneAsync<long>("select count(*) from memberships"));
        await _database.RunAsync("update projects set active = false; update project_keys set active = false");
        Assert.Equal(made.Id, (await store.EnsureAsync(CancellationToken.None)).Id);
    }

    private async Task<long> ProjectAsync(string organization, bool active)
    {
        await _database.RunAsync("insert into organizations (slug, name) values (@organization, 'One')", new { organization });
        return await _database.OneAsync<long>(
            "insert into projects (organization_id, slug, name, active) select id, 'site', 'Site', @active from organizations where slug = @organization returning id", new { organization, active });
    }

    /// <summary>At a quarter past, as most scrapes and reports are: not at the full hour.</summary>
    private async Task ReportAsync(long project, string hoursAgo, short outcome = 0)
    {
        var hour = _database.Clock.GetUtcNow();
        _database.Clock.Advance(TimeSpan.FromMinutes(15));
        await _database.RunAsync("select ensure_partitions('outcome_hours', @from, @from, false)", new { from = DateOnly.FromDateTime(hour.AddDays(-9).UtcDateTime) });
        foreach (var hours in hoursAgo.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)))
        {
            await _database.RunAsync("insert into outcome_hours values (@project, @at, @outcome, '', 0, 0, 5)", new { project, at = hour.AddHours(-hours), outcome });
        }
    }
}
