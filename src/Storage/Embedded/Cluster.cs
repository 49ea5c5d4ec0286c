using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Npgsql;

namespace Picket.Storage.Embedded;

/// <summary>The private server's files under the data folder, and how it is reached.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Cluster
{
    private const string User = "picket";
    private const int SocketPort = 5432; // Part of the socket's name; nothing listens on it.

    // Unix sockets have short paths: 104 bytes on macOS, with the name and a zero.
    private const int LongestSocketFolder = 80;

    private readonly string _folder;
    private readonly ServerAccount _account;
    private string _password = "";
    private int _port = SocketPort;

    public Cluster(string folder, ServerAccount account) => (_folder, _account) = (folder, account);

    /// <summary>The data directory.</summary>
    public string Data => Path.Combine(_folder, "postgres");

    /// <summary>What the server wrote while it started.</summary>
    public string StartLog => Path.Combine(Data, "start.log");

    private string Password => Path.Combine(_folder, "postgres.password");

    private string PortFile => Path.Combine(_folder, "postgres.port");

    private string SocketFolder => Path.Combine(_folder, "socket");

    private bool UsesSocket => System.Text.Encoding.UTF8.GetByteCount(SocketFolder) <= LongestSocketFolder;

    /// <summary>The major version that made the data; null where there are none.</summary>
    public int? Major => File.Exists(Path.Combine(Data, "PG_VERSION"))
        ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim(), CultureInfo.InvariantCulture)
        : null;

    /// <summary>Number of the running postmaster, or of one that was killed; null where none was left.</summary>
    public int? Postmaster
    {
        get
        {
            try
            {
                return int.TryParse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null; // A server that ends takes it away; to ask first whether it is there would race with that.
            }
        }
    }

    /// <summary>True while the postmaster runs.</summary>
    public bool IsRunning => Postmaster is { } id && Runs(id);

    /// <summary>A server is just starting: its file is there, with nothing in it yet.</summary>
    public bool IsBeginning => new FileInfo(Path.Combine(Data, "postmaster.pid")) is { Exists: true, Length: 0 };

    /// <summary>How to connect to <paramref name="database"/>.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = UsesSocket ? SocketFolder : IPAddress.Loopback.ToString(),
        Port = _port,
        Username = User,
        Password = _password,
        Database = database,
        SslMode = SslMode.Disable, // It never leaves this machine.
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Reads how to connect to what another process has prepared; false where that is nothing.</summary>
    public bool TryRead()
    {
        if (!File.Exists(Password) || (!UsesSocket && !File.Exists(PortFile)))
        {
            return false;
        }

        _password = File.ReadAllText(Password).Trim();
        _port = UsesSocket ? SocketPort : int.Parse(File.ReadAllText(PortFile).Trim(), CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Makes the data directory where there is none. A start that was killed half way leaves nothing that counts.</summary>
    public async Task PrepareAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        await _account.CheckReachAsync(_folder, cancellation).ConfigureAwait(false);
        if (Major is null)
        {
            await InitializeAsync(binaries, cancellation).ConfigureAwait(false);
        }

        _password = (await File.ReadAllTextAsync(Password, cancellation).ConfigureAwait(false)).Trim();
        _port = UsesSocket ? SocketPort : await PortAsync(cancellation).ConfigureAwait(false);
        _account.CreateFolder(SocketFolder);
        _account.WriteFile(Path.Combine(Data, "picket.conf"), Settings());
    }

    private static bool Runs(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            // After a restart of the machine the number may be another program's.
            return !process.HasExited && process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && !IsZombie(id);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Ended, but not yet collected by its parent, which in a container may never do so.</summary>
    private static bool IsZombie(int id)
    {
        try
        {
            // "number (name) state …"; the name may hold anything.
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[stat.LastIndexOf(')')..].StartsWith(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It is gone, or this system has no /proc.
        }
    }

    private async Task InitializeAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        var (making, passwordFile) = (Data + ".new", Path.Combine(_folder, "password.new"));
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _account.CreateFolder(making);
        _account.WriteFile(passwordFile, password);
        var (code, output) = await _account.RunAsync(
            binaries.InitDb,
            ["-D", making, "-U", User, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C", "--data-checksums"],
            cancellation).ConfigureAwait(false);
        if (code != 0)
        {
            throw new PrivatePostgresException($"initdb could not make a database in {making}: {output.ReplaceLineEndings(" ").Trim()}");
        }

        await File.AppendAllTextAsync(Path.Combine(making, "postgresql.conf"), "\ninclude 'picket.conf'\n", cancellation).ConfigureAwait(false);
        File.Move(passwordFile, Password, overwrite: true);
        Directory.Move(making, Data);
    }

    private async Task<int> PortAsync(CancellationToken cancellation)
    {
        if (File.Exists(PortFile))
        {
            return int.Parse(await File.ReadAllTextAsync(PortFile, cancellation).ConfigureAwait(false), CultureInfo.InvariantCulture);
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await File.WriteAllTextAsync(PortFile, port.ToString(CultureInfo.InvariantCulture), cancellation).ConfigureAwait(false);
        return port;
    }

    /// <summary>What keeps data safe (fsync, synchronous_commit, full_page_writes) stays as PostgreSQL has it.</summary>
    private string Settings() => $"""
        # Written by Picket at each start.
        listen_addresses = '{(UsesSocket ? "" : "127.0.0.1")}'
        port = {_port.ToString(CultureInfo.InvariantCulture)}
        unix_socket_directories = '{(UsesSocket ? SocketFolder.Replace("'", "''", StringComparison.Ordinal) : "")}'
        cluster_name = 'picket'
        max_connections = 60
        shared_buffers = 128MB
        max_wal_size = 1GB
        checkpoint_timeout = 10min
        jit = off
        logging_collector = on
        log_directory = 'log'
        log_filename = 'postgres-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 10MB
        log_checkpoints = off
        log_timezone = 'UTC'
        timezone = 'UTC'

        """;
}
