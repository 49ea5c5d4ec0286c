using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Ledger;
using Picket.Storage.Housekeeping;
using Picket.Storage.Ledger;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Ledger;

/// <summary>The latest hour of an issue is in its row, the others are in <c>issue_hours</c>; whoever reads sees one history.</summary>
[Collection(Postgres.Name)]
public sealed class Hours_of_issues(Server server) : IAsyncLifetime
{
    private Database _database = null!;
    private PostgresCommitWriter _writer = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _writer = _database.Store.CommitWriter;
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task The_latest_hour_costs_no_row_of_its_own_and_leaves_when_another_comes()
    {
        var id = await WriteAsync(null, (0, 2));
        await WriteAsync(id, (0, 3));
        Assert.Equal(0, await PastAsync());
        Assert.Equal([(0, 5)], await HistoryAsync());

        await WriteAsync(id, (1, 7));
        Assert.Equal(1, await PastAsync());
        await WriteAsync(id, (1, 1));
        await WriteAsync(id, (4, 1));
        Assert.Equal([(0, 5), (1, 8), (4, 1)], await HistoryAsync());
        Assert.Equal(2, await PastAsync());
    }

    [Fact]
    public async Task A_report_that_comes_late_counts_in_its_own_hour()
    {
        var id = await WriteAsync(null, (5, 2));
        await WriteAsync(id, (3, 4));
        await WriteAsync(id, (3, 1));
        await WriteAsync(null, (4, 1));
        await WriteAsync(id, (5, 1));

        Assert.Equal([(3, 5), (4, 1), (5, 3)], await HistoryAsync());
    }

    [Fact]
    public async Task One_commit_may_bring_several_hours_of_known_and_of_fresh_issues()
    {
        var id = await WriteAsync(null, (2, 1), (0, 2), (1, 4));
        Assert.Equal([(0, 2), (1, 4), (2, 1)], await HistoryAsync());

        // Hour 2 leaves the row and comes with the commit: one row for both.
        await WriteAsync(id, (2, 8), (3, 16), (0, 32));
        await WriteAsync(null, (1, 64), (3, 128));
        Assert.Equal([(0, 34), (1, 68), (2, 9), (3, 144)], await HistoryAsync());
    }

    [Fact]
    public async Task A_row_that_only_asks_changes_no_hour()
    {
        var id = await WriteAsync(null, (0, 2));
        await _writer.WriteAsync(Make.Commit((Row(id) with { Count = 0, Weight = 0, Enforced = 0, Accepted = [] }).From("1.0")), CancellationToken.None);

        Assert.Equal([(0, 2)], await HistoryAsync());
        Assert.Equal(0, await PastAsync());
        await WriteAsync(id, (0, 1));
        Assert.Equal([(0, 3)], await HistoryAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hours_that_fall_outside_the_partitions_fall_together(bool isKnown)
    {
        var id = await WriteAsync(null, (0, 1));
        await WriteAsync(isKnown ? id : null, (-24 * 20, 2), (-24 * 30, 4), (-24 * 2, 8), (24 * 300, 16), (24 * 400, 32));

        Assert.Equal([(-24 * 7, 6), (-24 * 2, 8), (0, 1), (24 * 3, 48)], await HistoryAsync());
        Assert.Equal(63, await _database.CountedAsync());
    }

    [Fact]
    public async Task A_commit_sent_twice_moves_an_hour_once()
    {
        var id = await WriteAsync(null, (0, 2));
        var commit = Make.Commit(Row(id, (1, 3), (0, 1)));
        await _writer.WriteAsync(commit, CancellationToken.None);
        await _writer.WriteAsync(commit, CancellationToken.None);

        Assert.Equal([(0, 3), (1, 3)], await HistoryAsync());
    }

    [Fact]
    public async Task Hosts_that_change_the_hours_of_issues_at_the_same_time_lose_nothing()
    {
        const int Hosts = 6, Commits = 40, Issues = 3;
        var ids = (await _writer.WriteAsync(Make.Commit([.. Enumerable.Range(0, Issues).Select(issue => Row(null, (0, 1)) with { Key = Make.Key(issue) })]), CancellationToken.None)).Select(state => state.Id).ToArray();
        var expected = new long[6];
        expected[0] = Issues;
        var hosts = Enumerable.Range(0, Hosts).Select(host =>
        {
            var random = new Random(host);
            return (Number: host, Commits: Enumerable.Range(0, Commits).Select(_ => Make.Commit([.. Enumerable.Range(0, Issues).Select(RowOf)])).ToArray());

            IssueRow RowOf(int issue)
            {
                var hours = Enumerable.Range(0, 1 + random.Next(2)).Select(_ => random.Next(expected.Length)).Distinct().Select(hour => (Hour: hour, Count: host + 1L)).ToArray();
                Array.ForEach(hours, hour => expected[hour.Hour] += hour.Count);
                return Row(host % 2 == 0 ? ids[issue] : null, hours) with { Key = Make.Key(issue) };
            }
        }).ToArray();

        await Task.WhenAll(hosts.Select(host => Task.Run(async () =>
        {
            var writer = new PostgresCommitWriter(_database.Store.Source, _database.Store.Calendar, (short)host.Number);
            foreach (var commit in host.Commits)
            {
                await writer.WriteAsync(commit, CancellationToken.None);
            }
        })));

        Assert.Equal(expected.Select((count, hour) => (hour, count)), await HistoryAsync());
        Assert.Equal(expected.Sum(), await _database.CountedAsync());
    }

    [Fact]
    public async Task What_an_earlier_version_counted_stays_and_adds_up()
    {
        var id = await WriteAsync(null, (0, 1));
        await _database.RunAsync(
            """
            update issue_counters set hour = default, hour_count = default, count = 5;
            insert into issue_hours (issue_id, hour, writer, count) values (@id, @hour, 33, 5);
            update outcome_hours set count = 5
            """,
            new { id, hour = Make.Noon.UtcDateTime });

        await WriteAsync(id, (0, 2));
        Assert.Equal([(0, 7)], await HistoryAsync());
        await WriteAsync(id, (1, 1));
        Assert.Equal([(0, 7), (1, 1)], await HistoryAsync());
        Assert.Equal(8, await _database.CountedAsync());
    }

    [Fact]
    public async Task An_issue_that_comes_again_after_a_long_stop_keeps_the_hour_it_came_in_last()
    {
        var id = await WriteAsync(null, (0, 3));
        _database.Clock.Advance(TimeSpan.FromDays(100)); // months without a partition
        await Partitions.EnsureAsync(_database.Store, CancellationToken.None);

        await WriteAsync(id, (2400, 1));
        Assert.Equal([(0, 3), (2400, 1)], await HistoryAsync());
    }

    [Theory]
    [InlineData(1, 20, false)]
    [InlineData(7, 20, false)]
    [InlineData(10, 9, true)]
    [InlineData(30, 100, false)]
    [InlineData(400, 399, true)]
    [InlineData(400, 500, false)]
    public async Task An_hour_past_retention_goes_and_takes_no_report_with_it(int retention, int days, bool isKept)
    {
        await using var database = await server.CreateDatabaseAsync(options => options.RetentionDays = retention);
        var id = Assert.Single(await database.Store.CommitWriter.WriteAsync(Make.Commit(Row(null, (0, 3))), CancellationToken.None)).Id;
        database.Clock.Advance(TimeSpan.FromDays(days));
        await Partitions.EnsureAsync(database.Store, CancellationToken.None);
        await Partitions.DropOldAsync(database.Store, CancellationToken.None);

        await database.Store.CommitWriter.WriteAsync(Make.Commit(Row(id, (24 * days, 1))), CancellationToken.None);
        Assert.Equal((4, isKept ? 4 : 1), await database.OneAsync<(long, long)>("select (select sum(count)::bigint from issue_counters), (select sum(count)::bigint from issue_hour_counts)"));
    }

    [Theory]
    [InlineData(-20_000)]
    [InlineData(20_000)]
    public async Task A_clock_that_was_wrong_once_makes_no_partitions_for_the_years_between(int days)
    {
        var clock = new FakeTimeProvider(Make.Noon.AddDays(days));
        await using (await Database.OpenAsync(_database.ConnectionString, clock: clock))
        {
            await Partitions.EnsureAsync(_database.Store, CancellationToken.None);
        }

        Assert.InRange(await _database.OneAsync<long>("select count(*) from pg_inherits where inhparent = 'issue_hours'::regclass"), 2, 20);
        await WriteAsync(null, (0, 1));
        Assert.Equal([(0, 1)], await HistoryAsync());
    }

    private async Task<long> WriteAsync(long? id, params (int Hour, long Count)[] hours) =>
        Assert.Single(await _writer.WriteAsync(Make.Commit(Row(id, hours)), CancellationToken.None)).Id;

    private static IssueRow Row(long? id, params (int Hour, long Count)[] hours) =>
        Make.Row(count: hours.Sum(hour => hour.Count), id: id) with { Hours = [.. hours.Select(hour => new HourCount(Make.Noon.AddHours(hour.Hour), hour.Count))] };

    private Task<long> PastAsync() => _database.OneAsync<long>("select count(*) from issue_hours");

    /// <summary>As those who read see it, in hours since noon.</summary>
    private async Task<IEnumerable<(int Hour, long Count)>> HistoryAsync() => await _database.AllAsync<(int, long)>(
        "select (extract(epoch from hour - @noon) / 3600)::integer, sum(count)::bigint from issue_hour_counts group by 1 order by 1", new { noon = Make.Noon.UtcDateTime });
}
