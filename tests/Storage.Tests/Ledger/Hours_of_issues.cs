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
    public async Task A_commit_sent_twice_moves_an_hour_once()
    {
        var id = await WriteAsync(null, (0, 2));
        var commit = Make.Commit(Row(id, (1, 3), (0, 1)));
        await _writer.WriteAsync(commit, CancellationToken.None);
        await _writer.WriteAsync(commit, CancellationToken.None);

        Assert.Equal([(0, 3), (1, 3)], await HistoryAsync());
    }

    [Fact]
    public async Task Hosts_that_change_the_hour_of_an_issue_at_the_same_time_lose_nothing()
    {
        const int Hosts = 6, Commits = 40;
        var id = await WriteAsync(null, (0, 1));
        var expected = new long[6];
        expected[0] = 1;
        var sent = Enumerable.Range(0, Hosts).Select(host =>
        {
            var random = new Random(host);
            var hours = Enumerable.Range(0, Commits).Select(_ => Enumerable.Range(0, 1 + random.Next(2)).Select(_ => random.Next(expected.Length)).Distinct().ToArray()).ToArray();
            Array.ForEach(hours, commit => Array.ForEach(commit, hour => expected[hour] += host + 1));
            return (Writer: new PostgresCommitWriter(_database.Store.Source, _database.Store.Calendar, (short)host), Hours: hours, Host: host);
        }).ToArray();

        await Task.WhenAll(sent.Select(host => Task.Run(async () =>
        {
            foreach (var hours in host.Hours)
            {
                var row = Row(host.Host % 2 == 0 ? id : null, [.. hours.Select(hour => (hour, (long)host.Host + 1))]);
                await host.Writer.WriteAsync(Make.Commit(row), CancellationToken.None);
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

    [Fact]
    public async Task An_hour_whose_partition_is_dropped_takes_no_report_with_it()
    {
        await using var brief = await server.CreateDatabaseAsync(options => options.RetentionDays = 30);
        var writer = brief.Store.CommitWriter;
        var id = Assert.Single(await writer.WriteAsync(Make.Commit(Row(null, (0, 3))), CancellationToken.None)).Id;
        brief.Clock.Advance(TimeSpan.FromDays(100));
        await Partitions.EnsureAsync(brief.Store, CancellationToken.None);
        Assert.True(await Partitions.DropOldAsync(brief.Store, CancellationToken.None) > 0);

        await writer.WriteAsync(Make.Commit(Row(id, (2400, 1))), CancellationToken.None);
        Assert.Equal((4, 1), await brief.OneAsync<(long, long)>("select (select sum(count)::bigint from issue_counters), (select sum(count)::bigint from issue_hour_counts)"));
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
