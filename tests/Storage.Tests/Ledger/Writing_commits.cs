using Microsoft.Extensions.Logging.Abstractions;
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Noise;
using Picket.Storage.Ledger;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Ledger;

[Collection(Postgres.Name)]
public sealed class Writing_commits(Server server) : IAsyncLifetime
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
    public async Task A_new_issue_gets_a_number_and_keeps_it()
    {
        var made = Assert.Single(await WriteAsync(Make.Commit(Make.Row(count: 3))));
        Assert.True(made.IsNew);

        var counted = Assert.Single(await WriteAsync(Make.Commit(Make.Row(count: 2))));
        Assert.Equal(made with { IsNew = false }, counted);

        var known = Assert.Single(await WriteAsync(Make.Commit(Make.Row(id: made.Id, count: 4))));
        Assert.Equal(made with { IsNew = false }, known);
        Assert.Equal(9, await _database.CountedAsync());
    }

    [Fact]
    public async Task States_come_in_the_order_of_the_commit()
    {
        var numbers = (await WriteAsync(Make.Commit([.. Enumerable.Range(1, 20).Select(i => Make.Row(i))]))).Select(state => state.Id).ToArray();

        // Known and fresh ones mixed, against both of PostgreSQL's orders.
        var mixed = await WriteAsync(Make.Commit([Make.Row(20, id: numbers[19]), Make.Row(99), Make.Row(3, id: numbers[2]), Make.Row(40), Make.Row(7)]));

        Assert.Equal([numbers[19], numbers[2], numbers[6]], [mixed[0].Id, mixed[2].Id, mixed[4].Id]);
        Assert.Equal([false, true, false, true, false], mixed.Select(state => state.IsNew));
        Assert.Equal(25, await _database.CountedAsync());
    }

    [Fact]
    public async Task A_commit_that_waits_for_a_locked_issue_holds_up_no_commit_of_another_lane()
    {
        var number = Assert.Single(await WriteAsync(Make.Commit(Make.Row(1)))).Id;
        await using var locker = await _database.Store.Source.OpenConnectionAsync();
        await using var transaction = await locker.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("select 1 from issue_counters where issue_id = $1 for update", locker, transaction))
        {
            hold.Parameters.Add(new() { Value = number });
            await hold.ExecuteNonQueryAsync();
        }

        var stuck = WriteAsync(Make.Commit(Make.Row(1, id: number)));
        await WaitingForLocksAsync(1);
        await WriteAsync(Make.Commit(Make.Row(2)) with { Lane = 1 });
        Assert.False(stuck.IsCompleted);
        await transaction.RollbackAsync();
        await stuck;
        Assert.Equal(3, await _database.CountedAsync());
        Assert.Equal(3, await _database.OneAsync<long>("select sum(count)::bigint from outcome_hours"));
    }

    [Fact]
    public async Task A_commit_that_waits_too_long_for_a_row_is_rolled_back_and_said_to_be_locked_out()
    {
        var number = Assert.Single(await WriteAsync(Make.Commit(Make.Row(1)))).Id;
        await using var impatient = Connections.ForLedger(_database.ConnectionString, new() { LockWait = TimeSpan.FromMilliseconds(50) }, NullLoggerFactory.Instance);
        var writer = new PostgresCommitWriter(impatient, _database.Store.Calendar, 1);
        await using var locker = await _database.Store.Source.OpenConnectionAsync();
        await using var transaction = await locker.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("select 1 from issue_counters for update", locker, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var commit = Make.Commit(Make.Row(1, id: number));
        var refused = await Assert.ThrowsAsync<CommitException>(() => writer.WriteAsync(commit, CancellationToken.None));
        Assert.Equal(CommitFailure.Locked, refused.Failure);
        await transaction.RollbackAsync();
        await writer.WriteAsync(commit, CancellationToken.None);
        Assert.Equal(2, await _database.CountedAsync());
    }

    [Fact]
    public async Task The_same_commit_sent_twice_applies_once_and_says_the_same()
    {
        var commit = Make.Commit(Make.Row(1, count: 3, samples: Make.Sample(0)), Make.Row(2, count: 4)) with
        {
            Outcomes = [new(new(1), new(7), Make.Noon, OutcomeKind.RateLimited, OutcomeReasons.KeyLimit, 5)],
        };

        var first = await WriteAsync(commit);
        var second = await WriteAsync(commit);

        Assert.Equal(first, second);
        Assert.All(second, state => Assert.True(state.IsNew));
        Assert.Equal(7, await _database.CountedAsync());
        Assert.Equal(5, await _database.OneAsync<long>("select sum(count)::bigint from outcome_hours where outcome = 2"));
    }

    [Fact]
    public async Task The_same_commit_sent_again_while_the_first_still_runs_applies_once()
    {
        var id = Assert.Single(await WriteAsync(Make.Commit(Make.Row()))).Id;
        await using var blocker = await _database.Store.Source.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("update issue_counters set count = count", blocker))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var commit = Make.Commit(Make.Row(id: id, count: 10));
        var first = WriteAsync(commit);
        await WaitingForLocksAsync(1);
        var second = WriteAsync(commit);
        await WaitingForLocksAsync(2);
        Assert.False(first.IsCompleted || second.IsCompleted);
        await transaction.CommitAsync();

        Assert.Equal(await first, await second);
        Assert.Equal(11, await _database.CountedAsync());
    }

    [Fact]
    public async Task A_row_that_PostgreSQL_refuses_refuses_the_commit_as_poisoned()
    {
        var failure = await Assert.ThrowsAsync<CommitException>(() => WriteAsync(Make.Commit(Make.Row(1), Make.Row(2, title: "nul \0"))));

        Assert.Equal(CommitFailure.Poisoned, failure.Failure);
        Assert.Equal(0, await _database.CountedAsync());
    }

    [Fact]
    public async Task A_known_issue_that_was_deleted_is_refused_instead_of_counting_nowhere()
    {
        var states = await WriteAsync(Make.Commit(Make.Row(1), Make.Row(2)));
        await _database.RunAsync("delete from issues where id = @id", new { id = states[0].Id });

        var failure = await Assert.ThrowsAsync<CommitException>(() => WriteAsync(Make.Commit(Make.Row(1, id: states[0].Id))));

        Assert.Equal(CommitFailure.Poisoned, failure.Failure);
    }

    [Fact]
    public async Task An_ignored_issue_stays_so_and_is_counted()
    {
        var id = Assert.Single(await WriteAsync(Make.Commit(Make.Row()))).Id;
        await _database.RunAsync("update issues set status = 2");

        Assert.Equal(IssueStatus.Ignored, Assert.Single(await WriteAsync(Make.Commit(Make.Row(id: id)))).Status);
        Assert.Equal(2, await _database.CountedAsync());
    }

    [Fact]
    public async Task Times_without_a_partition_are_moved_into_the_nearest()
    {
        await WriteAsync(Make.Commit(Make.Row(1, at: Make.Noon.AddYears(-3)), Make.Row(2, at: Make.Noon.AddYears(3))));

        Assert.Equal(2, await _database.CountedAsync());
    }

    [Fact]
    public async Task First_and_last_seen_only_widen()
    {
        await WriteAsync(Make.Commit(Make.Row(at: Make.Noon)));
        await WriteAsync(Make.Commit(Make.Row(at: Make.Noon.AddHours(-1))));
        await WriteAsync(Make.Commit(Make.Row(at: Make.Noon.AddMinutes(20))));
        await WriteAsync(Make.Commit(Make.Row(at: Make.Noon.AddMinutes(10))));

        var (first, last) = await _database.OneAsync<(DateTimeOffset, DateTimeOffset)>("select first_seen, last_seen from issue_counters");
        Assert.Equal((Make.Noon.AddHours(-1), Make.Noon.AddMinutes(20)), (first, last));
        Assert.Equal(Make.Noon.AddMinutes(20), await _database.OneAsync<DateTimeOffset>("select last_seen from issues"));
    }

    [Fact]
    public async Task A_sample_slot_is_taken_once()
    {
        var id = Assert.Single(await WriteAsync(Make.Commit(Make.Row(samples: [Make.Sample(0, "first"), Make.Sample(1, "second")])))).Id;
        await WriteAsync(Make.Commit(Make.Row(id: id, samples: [Make.Sample(1, "late"), Make.Sample(2, "third")])));

        Assert.Equal(["first", "second", "third"], await _database.AllAsync<string>("select raw from samples order by slot"));
    }

    [Fact]
    public async Task Facets_add_up_and_sketches_merge()
    {
        var id = Assert.Single(await WriteAsync(Make.Commit(Make.Row()))).Id;
        var (left, right) = (new ClientSketch(), new ClientSketch());
        left.Add(1UL << 60);
        right.Add((2UL << 60) + 8);
        var day = DateOnly.FromDateTime(Make.Noon.UtcDateTime);
        foreach (var sketch in new[] { left, right, left })
        {
            await WriteAsync(Make.Commit() with { Facets = [new(id, Facet.Browser, "Chrome 156", 3)], Clients = [new(id, day, sketch.ToArray())] });
        }

        Assert.Equal(9, await _database.OneAsync<long>("select count from issue_facets"));
        Assert.Equal(2, await _database.OneAsync<int>("select bit_count(sketch)::integer from issue_clients"));
    }

    [Fact]
    public async Task Commits_of_several_hosts_over_the_same_issues_never_deadlock_and_add_up()
    {
        const int Hosts = 4, Commits = 30, Issues = 12;
        await Task.WhenAll(Enumerable.Range(0, Hosts).Select(async host =>
        {
            var random = new Random(Picket.Testing.Scale.Seed + host);
            var numbers = new Dictionary<int, long>();
            for (var i = 0; i < Commits; i++)
            {
                var prints = Enumerable.Range(1, Issues).OrderBy(_ => random.Next()).Take(6).ToArray();
                var rows = prints.Select(print => Make.Row(print, id: numbers.TryGetValue(print, out var id) && random.Next(2) == 0 ? id : null)).ToArray();
                var states = await WriteAsync(Make.Commit(rows));
                for (var j = 0; j < prints.Length; j++)
                {
                    numbers[prints[j]] = states[j].Id;
                }
            }
        }));

        Assert.Equal(Hosts * Commits * 6, await _database.CountedAsync());
        Assert.Equal(Issues, await _database.OneAsync<long>("select count(*) from issues"));
    }

    [Fact]
    public async Task Weights_add_up_apart_from_the_count()
    {
        var id = Assert.Single(await WriteAsync(Make.Commit(Make.Row(count: 2) with { Weight = 200 }))).Id;
        await WriteAsync(Make.Commit(Make.Row(count: 1) with { Weight = 50 }));
        await WriteAsync(Make.Commit(Make.Row(id: id, count: 3) with { Weight = 7 }));

        Assert.Equal((6, 257), await _database.OneAsync<(long, long)>("select count, weight from issue_counters"));
    }

    [Fact]
    public async Task A_new_issue_is_stored_with_its_verdict_its_merge_key_and_where_it_happened()
    {
        var row = Make.Row(1, mergeKey: 5, noise: NoiseVerdict.Of([NoiseReasons.ExtensionHostWeak, NoiseReasons.ExtensionScheme]));
        await WriteAsync(Make.Commit(row with { New = row.New! with { Description = row.New.Description with { Level = ReportLevel.Warning } } }));

        var stored = await _database.OneAsync<(string, short, short, string[], string, short, short)>(
            "select merge_key::text, noise, noise_score, noise_reasons, document_host, level, place from issues");
        Assert.Equal(("00000000-0000-0000-0000-000000000005", (short)1, (short)100, "shop.example", (short)1, (short)1), (stored.Item1, stored.Item2, stored.Item3, stored.Item5, stored.Item6, stored.Item7));
        Assert.Equal(["extension-scheme:100", "extension-host-weak:30"], stored.Item4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_issue_is_noise_only_while_every_report_was(bool known)
    {
        var noise = NoiseVerdict.Of([NoiseReasons.CrawlerAgent]);
        var id = Assert.Single(await WriteAsync(Make.Commit(Make.Row(noise: noise)))).Id;
        await WriteAsync(Make.Commit(Make.Row(id: known ? id : null, noise: noise)));
        Assert.True(await _database.OneAsync<bool>("select is_noise from issues"));

        await WriteAsync(Make.Commit(Make.Row(id: known ? id : null)));
        Assert.False(await _database.OneAsync<bool>("select is_noise from issues"));
        await WriteAsync(Make.Commit(Make.Row(id: known ? id : null, noise: noise)));
        Assert.False(await _database.OneAsync<bool>("select is_noise from issues"));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 2)]
    [InlineData(2, 0, 0)]
    public async Task A_new_variant_is_ignored_where_all_of_its_fold_is(short first, short second, short third)
    {
        await WriteAsync(Make.Commit(Make.Row(1, mergeKey: 9), Make.Row(2, mergeKey: 9), Make.Row(1, mergeKey: 9, project: 2)));
        await _database.RunAsync("update issues set status = @first where fingerprint::text like '%1' and project_id = 1", new { first });
        await _database.RunAsync("update issues set status = @second where fingerprint::text like '%2'", new { second });

        await WriteAsync(Make.Commit(Make.Row(3, mergeKey: 9)));

        Assert.Equal(third, await _database.OneAsync<short>("select status from issues where fingerprint::text like '%3'"));
    }

    [Fact]
    public async Task What_a_person_says_of_noise_goes_for_variants_that_come_later_and_no_report_changes_it()
    {
        var noise = NoiseVerdict.Of([NoiseReasons.CrawlerAgent]);
        var id = Assert.Single(await WriteAsync(Make.Commit(Make.Row(1, mergeKey: 9)))).Id;
        await _database.RunAsync("update issues set noise_overruled = true");
        await WriteAsync(Make.Commit(Make.Row(1, id: id), Make.Row(2, mergeKey: 9), Make.Row(3, noise: noise)));

        Assert.Equal([true, true, true], await _database.AllAsync<bool>("select is_noise from issues order by id"));
        await _database.RunAsync("update issues set noise_overruled = false");
        await WriteAsync(Make.Commit(Make.Row(3, noise: noise), Make.Row(1, id: id)));
        Assert.Equal([0, 0, 0], await _database.AllAsync<int>("select place from issues order by id"));
    }

    [Fact]
    public async Task What_is_kept_of_filtered_reports_fills_a_slot_once()
    {
        var day = DateOnly.FromDateTime(Make.Noon.UtcDateTime);
        FilterSampleRow Sample(short slot, string raw) => new(new(1), day, OutcomeReasons.Cors, slot, Make.Noon, ReportKind.Csp, "Blocked 'script'", "Chrome 156", new("{}", raw));

        await WriteAsync(Make.Commit() with { FilterSamples = [Sample(0, "first"), Sample(1, "second")] });
        await WriteAsync(Make.Commit() with { FilterSamples = [Sample(1, "late"), Sample(1, "again"), Sample(2, "third")] });

        Assert.Equal(["first", "second", "third"], await _database.AllAsync<string>("select raw from filter_samples order by slot"));
    }

    [Fact]
    public async Task Outcomes_of_one_key_and_hour_share_a_row()
    {
        var row = new OutcomeRow(new(1), default(KeyId), Make.Noon, OutcomeKind.Invalid, OutcomeReasons.UnknownKey, 2);
        await WriteAsync(Make.Commit() with { Outcomes = [row] });
        await WriteAsync(Make.Commit() with { Outcomes = [row] });

        Assert.Equal(4, await _database.OneAsync<long>("select count from outcome_hours"));
    }

    private Task<IssueState[]> WriteAsync(Commit commit) => _writer.WriteAsync(commit, CancellationToken.None);

    private Task WaitingForLocksAsync(int statements) => Picket.Testing.Until.TrueAsync(
        async () => await _database.OneAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == statements,
        TimeSpan.FromSeconds(20),
        () => "statements wait for a lock");
}
