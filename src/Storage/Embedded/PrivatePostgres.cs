using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Picket.Storage.Embedded;

/// <summary>
/// A PostgreSQL that belongs to this process: found installed, kept in a folder, started and stopped with us, and started again when it dies.
/// It runs in a session of its own, so that Ctrl-C in a terminal reaches us alone.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class PrivatePostgres : IAsyncDisposable
{
    private const string Database = "picket";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Backlash = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan FastStop = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly FileStream _lock;
    private readonly PrivatePostgresOptions _options;
    private readonly ServerAccount _account;
    private readonly Cluster _cluster;
    private readonly PostgresBinaries _binaries;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private Task _supervision = Task.CompletedTask;

    private PrivatePostgres(FileStream owned, PrivatePostgresOptions options, ServerAccount account, Cluster cluster, PostgresBinaries binaries, ILogger log, TimeProvider time) =>
        (_lock, _options, _account, _cluster, _binaries, _log, _time) = (owned, options, account, cluster, binaries, log, time);

    /// <summary>How to connect; the same over restarts.</summary>
    public string ConnectionString => _cluster.ConnectionString(Database);

    /// <summary>Starts the server in <see cref="PrivatePostgresOptions.Data"/>, or takes over one that a killed process left behind, and waits until it answers.</summary>
    /// <exception cref="PrivatePostgresException">It cannot run here.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options, ILogger log, TimeProvider time, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(options.Data);
        Directory.CreateDirectory(folder);
        var owned = Own(folder);
        try
        {
            var account = ServerAccount.Find();
            var cluster = new Cluster(folder, account);
            var binaries = await PostgresBinaries.FindAsync(cluster.Major, cancellation).ConfigureAwait(false);
            await cluster.PrepareAsync(binaries, cancellation).ConfigureAwait(false);
            var postgres = new PrivatePostgres(owned, options, account, cluster, binaries, log, time);
            await postgres.BringUpAsync(cancellation).ConfigureAwait(false);
            postgres._supervision = postgres.SuperviseAsync();
            return postgres;
        }
        catch
        {
            await owned.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>How to connect to the server of another Picket that runs on <paramref name="folder"/>; null where none runs.</summary>
    public static string? FindRunning(string folder)
    {
        var cluster = new Cluster(Path.GetFullPath(folder), ServerAccount.Find());
        return cluster.IsRunning && cluster.TryRead() ? cluster.ConnectionString(Database) : null;
    }

    /// <summary>Stops the server: a fast shutdown, and after 1.5 s an immediate one, which loses nothing but makes the next start recover.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _supervision.ConfigureAwait(false);
        if (_cluster.IsRunning)
        {
            await StopAsync("fast").ConfigureAwait(false);
            if (!await EndedAsync(FastStop).ConfigureAwait(false))
            {
                await StopAsync("immediate").ConfigureAwait(false);
                await EndedAsync(FastStop).ConfigureAwait(false);
            }
        }

        _stopping.Dispose();
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>For tests: lets go of everything but the server, as a killed process does.</summary>
    internal void Abandon()
    {
        _stopping.Cancel();
        _lock.Dispose();
    }

    private static FileStream Own(string folder)
    {
        try
        {
            return new(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new PrivatePostgresException($"Another Picket runs on {folder}: stop it, or give --data another folder.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException($"{folder} cannot be written: give --data a folder of yours.", e);
        }
    }

    /// <summary>Starts it until it answers. A server that runs is left as it is.</summary>
    private async Task BringUpAsync(CancellationToken cancellation)
    {
        var (started, lastTry) = (_time.GetTimestamp(), default(long?));
        while (!await AnswersAsync(cancellation).ConfigureAwait(false))
        {
            // While children of a killed postmaster are still going, PostgreSQL refuses to start: once more, then.
            if (!_cluster.IsRunning && (lastTry is not { } tried || _time.GetElapsedTime(tried) > Backlash))
            {
                lastTry = _time.GetTimestamp();
                await LaunchAsync(cancellation).ConfigureAwait(false);
            }

            if (_time.GetElapsedTime(started) > _options.StartTimeout)
            {
                throw new PrivatePostgresException($"The private PostgreSQL did not start within {_options.StartTimeout.TotalSeconds:F0} s: {LastWords()} Its log is in {_cluster.Data}.");
            }

            await Task.Delay(Poll, _time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task LaunchAsync(CancellationToken cancellation)
    {
        if (_cluster.IsBeginning)
        {
            return; // pg_ctl takes the empty file of one that is slow to start for an error.
        }

        var (code, output) = await _account.RunAsync(_binaries.PgCtl, ["start", "-W", "-s", "-D", _cluster.Data, "-l", _cluster.StartLog], cancellation).ConfigureAwait(false);
        if (code != 0)
        {
            throw new PrivatePostgresException($"The private PostgreSQL cannot be started: {output.ReplaceLineEndings(" ").Trim()}");
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        if (_cluster.Postmaster is null)
        {
            return false; // Spares the attempt to connect.
        }

        var settings = new NpgsqlConnectionStringBuilder(_cluster.ConnectionString("postgres")) { Pooling = false, Timeout = 2 };
        try
        {
            await using var source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "picket start" }.Build();
            await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await using var there = new NpgsqlCommand("select from pg_database where datname = 'picket'", connection);
            await using (var reader = await there.ExecuteReaderAsync(cancellation).ConfigureAwait(false))
            {
                if (reader.HasRows)
                {
                    return true;
                }
            }

            await using var create = new NpgsqlCommand("create database picket", connection);
            await create.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new PrivatePostgresException($"The PostgreSQL in {_cluster.Data} has another password than postgres.password beside it says: restore that file.", e);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task SuperviseAsync()
    {
        using var timer = new PeriodicTimer(Watch, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                if (!_cluster.IsRunning)
                {
                    await RestartAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // We stop it ourselves.
        }
    }

    private async Task RestartAsync()
    {
        LogDied();
        var died = _time.GetTimestamp();
        try
        {
            await BringUpAsync(_stopping.Token).ConfigureAwait(false);
            LogRestarted(_time.GetElapsedTime(died).TotalSeconds);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotRestarted(e.Message); // The next tick tries again, whatever it was: nobody else watches.
        }
    }

    private Task<(int Code, string Output)> StopAsync(string mode) => _account.RunAsync(_binaries.PgCtl, ["stop", "-W", "-s", "-m", mode, "-D", _cluster.Data], CancellationToken.None);

    private async Task<bool> EndedAsync(TimeSpan atMost)
    {
        for (var started = _time.GetTimestamp(); _time.GetElapsedTime(started) < atMost; await Task.Delay(Poll, _time).ConfigureAwait(false))
        {
            if (!_cluster.IsRunning)
            {
                return true;
            }
        }

        return false;
    }

    private string LastWords() => File.Exists(_cluster.StartLog) ? File.ReadLines(_cluster.StartLog).LastOrDefault() ?? "" : "";

    [LoggerMessage(2301, LogLevel.Warning, "The private PostgreSQL ended by itself; starting it again.")]
    private partial void LogDied();

    [LoggerMessage(2302, LogLevel.Information, "The private PostgreSQL runs again, after {Seconds:F1} s.")]
    private partial void LogRestarted(double seconds);

    [LoggerMessage(2303, LogLevel.Error, "{Cause}")]
    private partial void LogNotRestarted(string cause);
}
