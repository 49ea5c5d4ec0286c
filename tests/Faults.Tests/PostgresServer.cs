using System.Globalization;
using Npgsql;
using Picket.Storage.Embedded;
using Picket.Testing;

namespace Picket.Faults.Tests;

/// <summary>A PostgreSQL that is run with PostgreSQL's own tools, as an operator would: with standbys, archived, lost, and brought back.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "picket";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly ServerAccount _account;
    private readonly string _tools;

    private PostgresServer(DirectoryInfo folder, ServerAccount account, string tools, int port)
    {
        (_folder, _account, _tools, Port) = (folder, account, tools, port);
        _account.CreateFolder(Data);
        _account.CreateFolder(Archive);
    }

    /// <summary>Its port on loopback.</summary>
    public int Port { get; }

    /// <summary>How to reach it, whatever it is at the moment.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres;SSL Mode=Disable");

    /// <summary>A folder that is its own beside its data.</summary>
    public string Archive => Path.Combine(_folder.FullName, "archive");

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Makes and starts an empty one.</summary>
    /// <param name="settings">Lines of <c>postgresql.conf</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = await PlaceAsync(FreePorts.Take(1));
        return await server.MadeAsync(async () =>
        {
            await server.RunAsync("initdb", "-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C");
            await server.ConfigureAsync([$"port = {server.Port}", "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "max_wal_senders = 10", .. settings]);
            await server.StartAgainAsync();
        });
    }

    /// <summary>Makes a copy of its files while it works, as a base backup. It is not started.</summary>
    /// <param name="port">The copy's port; null for a free one.</param>
    public async Task<PostgresServer> CopyAsync(int? port = null)
    {
        var copy = await PlaceAsync(port ?? FreePorts.Take(1));
        return await copy.MadeAsync(async () =>
        {
            await copy.RunAsync("pg_basebackup", "-D", copy.Data, "-d", Conninfo(ConnectionString), "-c", "fast", "-X", "stream");
            await copy.ConfigureAsync($"port = {copy.Port}", "primary_conninfo = ''", "synchronous_standby_names = ''");
        });
    }

    /// <summary>Makes a standby that each commit waits for from now on.</summary>
    /// <param name="port">The standby's port; null for a free one.</param>
    public async Task<PostgresServer> AddSynchronousStandbyAsync(int? port = null)
    {
        var standby = await CopyAsync(port);
        return await standby.MadeAsync(async () =>
        {
            await standby.ConfigureAsync($"primary_conninfo = 'host=127.0.0.1 port={Port} user={User} application_name=standby'");
            standby.Recover("standby");
            await standby.StartAgainAsync();
            await ConfigureAsync("synchronous_standby_names = 'FIRST 1 (standby)'");
            await ReloadAsync();
            await Until.TrueAsync(
                async () => await Database.OneAsync(ConnectionString, "select count(*) from pg_stat_replication where sync_state = 'sync' and state = 'streaming'") == 1, _patience, () => "commits wait for the standby");
        });
    }

    /// <summary>Starts it, or starts it again, and waits until it takes connections.</summary>
    public Task StartAgainAsync() => RunAsync("pg_ctl", "start", "-w", "-s", "-D", Data, "-l", Path.Combine(Data, "start.log"));

    /// <summary>Adds lines to <c>postgresql.conf</c>; the last one counts. It takes them up when it starts or reloads.</summary>
    public Task ConfigureAsync(params string[] settings) => File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"), settings);

    /// <summary>Lets it take them up now.</summary>
    public Task ReloadAsync() => RunAsync("pg_ctl", "reload", "-s", "-D", Data);

    /// <summary>Lets it start as a <c>standby</c>, or in <c>recovery</c> from an archive.</summary>
    public void Recover(string how) => _account.WriteFile(Path.Combine(Data, $"{how}.signal"), "");

    /// <summary>Makes a primary of the standby.</summary>
    public Task PromoteAsync() => RunAsync("pg_ctl", "promote", "-w", "-s", "-D", Data);

    /// <summary>Ends all its processes at once, as a machine that is lost.</summary>
    public async Task KillAsync()
    {
        var all = ProcessTree.WithDescendants(ProcessTree.PostmasterUnder(Data)!.Value);
        foreach (var process in all)
        {
            Signals.Send(process, Signals.Kill);
        }

        await Until.TrueAsync(() => !all.Any(ProcessTree.IsRunning), _patience, "PostgreSQL is gone");
    }

    /// <summary>Writes all of a database into a file, and the file into an empty database here.</summary>
    /// <param name="from">The database that is dumped.</param>
    public async Task RestoreDumpAsync(string from)
    {
        var dump = Path.Combine(Archive, "picket.dump");
        await RunAsync("pg_dump", "-Fc", "-f", dump, "-d", Conninfo(from));
        await RunAsync("pg_restore", "--no-owner", "--exit-on-error", "-d", Conninfo(ConnectionString), dump);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ProcessTree.EndPostgresUnderAsync(_folder.FullName);
        _folder.Delete(recursive: true);
    }

    private static async Task<PostgresServer> PlaceAsync(int port)
    {
        var binaries = await PostgresBinaries.FindAsync(major: null, CancellationToken.None);
        return new(TemporaryFolder.Create(), ServerAccount.Find(), binaries.Folder, port);
    }

    /// <summary>As PostgreSQL's own tools want to be told where to connect.</summary>
    private static string Conninfo(string connectionString)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        return $"host='{at.Host}' port={at.Port} user={at.Username} password='{at.Password}' dbname={at.Database}";
    }

    /// <summary>Does what makes this one, and takes it away again where that fails.</summary>
    private async Task<PostgresServer> MadeAsync(Func<Task> make)
    {
        try
        {
            await make();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task RunAsync(string tool, params string[] arguments)
    {
        var (code, said) = await _account.RunAsync(Path.Combine(_tools, tool), arguments, CancellationToken.None);
        Assert.True(code == 0, $"{tool}: {said}\n{(File.Exists(Path.Combine(Data, "start.log")) ? await File.ReadAllTextAsync(Path.Combine(Data, "start.log")) : "")}");
    }
}
