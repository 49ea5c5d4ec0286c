using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>What docs/operations.md says of backups, done as it says.</summary>
public sealed class RestoreTests(ITestOutputHelper output)
{
    private const int Fingerprints = 100;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_dump_restored_into_a_new_PostgreSQL_has_the_same_counts_and_goes_on_counting()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var standalone = await StandaloneProcess.StartAsync(On(postgres));
        using var load = new Load(() => standalone.ReportUri, Fingerprints);
        await SendAsync(load, standalone, 3_000);
        await standalone.StopAsync(); // With it the last facets are written.
        await using var other = await PostgresServer.StartAsync();
        await other.RestoreDumpAsync(postgres.ConnectionString);

        await SameAsync(await Database.SummaryAsync(postgres.ConnectionString), other);
        await GoesOnAsync(load, standalone, other);
    }

    [Fact]
    public async Task A_dump_under_load_shows_one_moment()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var standalone = await StandaloneProcess.StartAsync(On(postgres));
        using var load = new Load(() => standalone.ReportUri, Fingerprints);
        load.Start(connections: 32);
        await ProgressAsync(load, standalone, 2_000);
        await using var other = await PostgresServer.StartAsync();

        var acknowledged = load.TotalAcknowledged;
        await other.RestoreDumpAsync(postgres.ConnectionString);
        var sent = load.Sent.Sum();
        await load.StopAsync();

        output.WriteLine(await Database.SummaryAsync(other.ConnectionString));
        Assert.InRange(await Database.OneAsync(other.ConnectionString, "select sum(count)::bigint from issue_counters"), acknowledged, sent);
        Assert.Equal(0, await Database.OneAsync(other.ConnectionString, "select (select sum(count) from issue_counters)::bigint - (select sum(count) from issue_hour_counts)::bigint"));
    }

    [Fact]
    public async Task A_moment_is_restored_from_a_base_backup_and_the_archived_WAL()
    {
        await using var postgres = await PostgresServer.StartAsync("archive_mode = on");
        await postgres.ConfigureAsync($"archive_command = 'cp %p \"{postgres.Archive}/%f\"'");
        await postgres.ReloadAsync();
        await using var standalone = await StandaloneProcess.StartAsync(On(postgres));
        using var load = new Load(() => standalone.ReportUri, Fingerprints);
        load.Start(connections: 32);
        await ProgressAsync(load, standalone, 2_000);
        await using var backup = await postgres.CopyAsync(); // Under load.
        await ProgressAsync(load, standalone, 2_000);
        await load.StopAsync();
        await standalone.StopAsync();

        var then = await Database.SummaryAsync(postgres.ConnectionString);
        var place = await Database.TextAsync(postgres.ConnectionString, "select pg_create_restore_point('before the accident')::text");
        await Database.ExecuteAsync(postgres.ConnectionString, "truncate issue_counters, issue_hours");
        await Database.ExecuteAsync(postgres.ConnectionString, "select pg_switch_wal()");
        var archived = $"select count(*) from pg_stat_archiver where last_archived_wal >= pg_walfile_name('{place}')";
        await Until.TrueAsync(async () => await Database.OneAsync(postgres.ConnectionString, archived) == 1, _patience, () => "the WAL is archived");
        await postgres.KillAsync();

        await backup.ConfigureAsync($"restore_command = 'cp \"{postgres.Archive}/%f\" %p'", "recovery_target_name = 'before the accident'", "recovery_target_action = 'promote'", "archive_mode = off");
        backup.Recover("recovery");
        await backup.StartAgainAsync();
        await Until.TrueAsync(
            async () => await Database.OneAsync(backup.ConnectionString, "select count(*) where not pg_is_in_recovery()") == 1, _patience, () => "the moment is reached");
        await SameAsync(then, backup);
        await GoesOnAsync(load, standalone, backup);
    }

    private static StandaloneSettings On(PostgresServer postgres, bool isFirst = true) =>
        new() { IsFirst = isFirst, Environment = new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = postgres.ConnectionString } };

    private async Task SameAsync(string then, PostgresServer restored)
    {
        var now = await Database.SummaryAsync(restored.ConnectionString);
        output.WriteLine(now);
        Assert.Equal(then, now);
    }

    /// <summary>A Picket on what was restored counts on top, with the key and the token there were.</summary>
    private async Task GoesOnAsync(Load before, StandaloneProcess first, PostgresServer restored)
    {
        await using var standalone = await StandaloneProcess.StartAsync(On(restored, isFirst: false));
        using var load = new Load(() => new(standalone.ReportUri, first.ReportUri.PathAndQuery), Fingerprints);
        await SendAsync(load, standalone, 500);
        Assert.Equal(before.TotalAcknowledged + load.TotalAcknowledged, await Database.OneAsync(restored.ConnectionString, "select sum(count)::bigint from issue_counters"));
        using var api = new PicketApi(new Uri(standalone.ReportUri, first.ReportUri.PathAndQuery), first.Token);
        Assert.NotEmpty(await api.IssuesAsync());
    }

    private static async Task SendAsync(Load load, StandaloneProcess standalone, long reports)
    {
        load.Start(connections: 32);
        await ProgressAsync(load, standalone, reports);
        await load.StopAsync();
    }

    private static Task ProgressAsync(Load load, StandaloneProcess standalone, long more) => load.ProgressAsync(more, _patience, () => standalone.Output);
}
