using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Picket.Storage.Embedded;
using Picket.Testing;

namespace Picket.Storage.Tests.Embedded;

public sealed class Private_server : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = TemporaryFolder.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ProcessTree.EndPostgresUnderAsync(_folder.FullName);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Data_stay_between_runs_and_no_process_does()
    {
        await using (var first = await StartAsync())
        {
            await RunAsync(first, "create table kept (id integer); insert into kept values (7)");
            Assert.NotNull(ProcessTree.PostmasterUnder(_folder.FullName));
        }

        Assert.Null(ProcessTree.PostmasterUnder(_folder.FullName));
        await using var second = await StartAsync();
        Assert.Equal(7, await RunAsync(second, "select id from kept"));
    }

    [Fact]
    public async Task What_keeps_data_safe_is_on_and_nobody_else_gets_in()
    {
        await using var postgres = await StartAsync();

        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes", "data_checksums" })
        {
            Assert.Equal("on", await RunAsync(postgres, $"show {setting}"));
        }

        var settings = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess", Pooling = false };
        await using var stranger = new NpgsqlConnection(settings.ConnectionString);
        Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<PostgresException>(() => stranger.OpenAsync())).SqlState);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "postgres.password")));
    }

    [Fact]
    public async Task A_killed_postmaster_comes_back_at_the_same_address()
    {
        await using var postgres = await StartAsync();
        await RunAsync(postgres, "create table kept (id integer); insert into kept values (7)");
        var killed = ProcessTree.PostmasterUnder(_folder.FullName)!.Value;

        Signals.Send(killed, Signals.Kill);

        await Until.TrueAsync(() => ProcessTree.PostmasterUnder(_folder.FullName) is { } id && id != killed, Patience, "another postmaster runs");
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    return Equals(await RunAsync(postgres, "select id from kept"), 7);
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            Patience,
            () => "it answers again");
    }

    [Fact]
    public async Task A_server_that_was_left_behind_is_taken_over()
    {
        var left = await StartAsync();
        await RunAsync(left, "create table kept (id integer); insert into kept values (7)");
        var id = ProcessTree.PostmasterUnder(_folder.FullName);
        left.Abandon(); // As a killed process would: the lock is gone, the server is not.

        await using var next = await StartAsync();

        Assert.Equal(id, ProcessTree.PostmasterUnder(_folder.FullName));
        Assert.Equal(7, await RunAsync(next, "select id from kept"));
    }

    [Fact]
    public async Task A_server_that_was_killed_with_its_owner_recovers()
    {
        var left = await StartAsync();
        await RunAsync(left, "create table kept (id integer); insert into kept values (7)");
        left.Abandon();
        Signals.Send(ProcessTree.PostmasterUnder(_folder.FullName)!.Value, Signals.Kill);

        await using var next = await StartAsync();

        Assert.Equal(7, await RunAsync(next, "select id from kept"));
    }

    [Fact]
    public async Task A_second_owner_is_told_who_is_there()
    {
        await using var postgres = await StartAsync();

        var refusal = await Assert.ThrowsAsync<PrivatePostgresException>(StartAsync);

        Assert.Contains("Another Picket", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_start_that_was_cut_short_is_done_again()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "postgres.new", "base"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "postgres.new", "PG_VERSION"), "15");

        await using var postgres = await StartAsync();

        Assert.Equal(1, await RunAsync(postgres, "select 1"));
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_installed_are_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "postgres", "PG_VERSION"), "9\n");

        var refusal = await Assert.ThrowsAsync<PrivatePostgresException>(StartAsync);

        Assert.Contains("PostgreSQL 9", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deep_folder_is_served_over_loopback_instead_of_a_socket()
    {
        var deep = Directory.CreateDirectory(Path.Combine(_folder.FullName, new string('d', 120)));
        await using var postgres = await PrivatePostgres.StartAsync(new() { Data = deep.FullName }, NullLogger.Instance, TimeProvider.System, CancellationToken.None);

        Assert.Equal("127.0.0.1", await RunAsync(postgres, "show listen_addresses"));
    }

    private Task<PrivatePostgres> StartAsync() => PrivatePostgres.StartAsync(new() { Data = _folder.FullName }, NullLogger.Instance, TimeProvider.System, CancellationToken.None);

    private static async Task<object?> RunAsync(PrivatePostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
