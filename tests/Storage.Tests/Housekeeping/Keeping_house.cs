using Picket.Ingestion.Issues;
using Picket.Storage.Housekeeping;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Housekeeping;

[Collection(Postgres.Name)]
public sealed class Keeping_house(Server server) : IAsyncLifetime
{
    private Database _database = null!;

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync(options => options.RetentionDays = 30);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Partitions_are_there_three_days_ahead_and_nothing_is_clamped_until_then()
    {
        var inThreeDays = Make.Noon.AddDays(3);
        Assert.Equal(inThreeDays, _database.Store.Calendar.Clamp(inThreeDays));
        Assert.NotEqual(inThreeDays.AddDays(1), _database.Store.Calendar.Clamp(inThreeDays.AddDays(1)));

        _database.Clock.Advance(TimeSpan.FromDays(40));
        await Partitions.EnsureAsync(_database.Store, CancellationToken.None);

        Assert.Equal(inThreeDays.AddDays(40), _database.Store.Calendar.Clamp(inThreeDays.AddDays(40)));
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(at: inThreeDays.AddDays(40), samples: Make.Sample(0))), CancellationToken.None);
        Assert.Equal(1, await _database.CountedAsync());
    }

    [Fact]
    public async Task A_report_from_the_gap_that_a_long_stop_left_falls_on_the_first_day_after_it()
    {
        _database.Clock.Advance(TimeSpan.FromDays(40));
        await Partitions.EnsureAsync(_database.Store, CancellationToken.None);

        var inTheGap = Make.Noon.AddDays(20);
        var sample = Make.Sample(0) with { Day = DateOnly.FromDateTime(inTheGap.UtcDateTime) };
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(at: inTheGap, samples: sample)), CancellationToken.None);

        Assert.Equal(DateOnly.FromDateTime(Make.Noon.AddDays(33).UtcDateTime), DateOnly.FromDateTime(await _database.OneAsync<DateTime>("select day::timestamp from samples")));
        Assert.Equal(1, await _database.CountedAsync());
    }

    [Fact]
    public async Task Whole_partitions_go_when_they_are_past_retention()
    {
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(samples: Make.Sample(0))), CancellationToken.None);
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(at: Make.Noon.AddHours(1))), CancellationToken.None);
        Assert.Equal(1, await _database.OneAsync<long>("select count(*) from issue_hours"));
        Assert.Equal(0, await Partitions.DropOldAsync(_database.Store, CancellationToken.None));

        _database.Clock.Advance(TimeSpan.FromDays(70));
        await Partitions.EnsureAsync(_database.Store, CancellationToken.None);
        Assert.True(await Partitions.DropOldAsync(_database.Store, CancellationToken.None) > 0);

        Assert.Equal(0, await _database.OneAsync<long>("select count(*) from samples"));
        Assert.Equal(0, await _database.OneAsync<long>("select count(*) from issue_hours"));
    }

    [Fact]
    public async Task A_partition_in_use_is_left_for_the_next_time()
    {
        _database.Clock.Advance(TimeSpan.FromDays(70));
        await using var reader = await _database.Store.Source.OpenConnectionAsync();
        await using var transaction = await reader.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table samples in access share mode", reader))
        {
            await hold.ExecuteNonQueryAsync();
        }

        await Partitions.DropOldAsync(_database.Store, CancellationToken.None);
        Assert.NotEmpty(await SamplePartitionsAsync());
        await transaction.RollbackAsync();
        await Partitions.DropOldAsync(_database.Store, CancellationToken.None);
        Assert.Empty(await SamplePartitionsAsync());
    }

    [Fact]
    public async Task Ids_of_commits_are_kept_an_hour()
    {
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row()), CancellationToken.None);
        await DoAllAsync();
        Assert.Equal(1, await _database.OneAsync<long>("select count(*) from ledger_commits"));

        _database.Clock.Advance(TimeSpan.FromMinutes(61));
        await DoAllAsync();
        Assert.Equal(0, await _database.OneAsync<long>("select count(*) from ledger_commits"));
    }

    [Fact]
    public async Task Of_many_facet_values_the_hundred_largest_stay_and_nothing_is_uncounted()
    {
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with { Facets = [.. Enumerable.Range(1, 130).Select(i => new Ingestion.Ledger.FacetRow(1, Facet.Release, $"r{i:D3}", i))] }, CancellationToken.None);

        await DoAllAsync();

        Assert.Equal(101, await _database.OneAsync<long>("select count(*) from issue_facets"));
        Assert.Equal(130 * 131 / 2, await _database.OneAsync<long>("select sum(count)::bigint from issue_facets"));
        Assert.Equal(30 * 31 / 2, await _database.OneAsync<long>("select count from issue_facets where value = ''"));
    }

    [Fact]
    public async Task Issues_nobody_saw_for_the_whole_retention_go_with_what_is_theirs()
    {
        var old = (await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(1)), CancellationToken.None))[0].Id;
        await _database.Store.CommitWriter.WriteAsync(Make.Commit() with { Facets = [new(old, Facet.Release, "1", 1)] }, CancellationToken.None);
        _database.Clock.Advance(TimeSpan.FromDays(31));
        await Partitions.EnsureAsync(_database.Store, CancellationToken.None);
        await _database.Store.CommitWriter.WriteAsync(Make.Commit(Make.Row(2, at: _database.Clock.GetUtcNow())), CancellationToken.None);

        await DoAllAsync();

        Assert.Equal([Make.Key(2).Fingerprint], (await _database.AllAsync<Guid>("select fingerprint from issues")).Select(Uuids.ToFingerprint));
        Assert.Equal(1, await _database.OneAsync<long>("select count(*) from issue_counters"));
        Assert.Equal(0, await _database.OneAsync<long>("select count(*) from issue_facets"));
    }

    [Fact]
    public async Task A_lease_is_held_by_one_and_taken_when_it_is_let_go_or_expires()
    {
        var (one, other) = (new Lease(_database.Store, "work", TimeSpan.FromMinutes(1)), new Lease(_database.Store, "work", TimeSpan.FromMinutes(1)));

        Assert.True(await one.TryTakeAsync(CancellationToken.None));
        Assert.True(await one.TryTakeAsync(CancellationToken.None));
        Assert.False(await other.TryTakeAsync(CancellationToken.None));
        await one.ReleaseAsync();
        Assert.True(await other.TryTakeAsync(CancellationToken.None));
        await _database.RunAsync("update leases set expires_at = now() - interval '1 second'");
        Assert.True(await one.TryTakeAsync(CancellationToken.None));
    }

    private Task<IReadOnlyList<string>> SamplePartitionsAsync() => _database.AllAsync<string>(
        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'samples'::regclass");

    private async Task DoAllAsync()
    {
        foreach (var chore in Chores.All)
        {
            await chore.RunAsync(_database.Store, CancellationToken.None);
        }
    }
}
