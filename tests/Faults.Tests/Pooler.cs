using System.Diagnostics;
using System.Text;
using Npgsql;
using Picket.Testing;

namespace Picket.Faults.Tests;

/// <summary>A real PgBouncer (Debian's package) in transaction mode before a PostgreSQL.</summary>
internal sealed class Pooler : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StringBuilder _said = new();

    private Pooler(Process process, DirectoryInfo folder) => (_process, _folder) = (process, folder);

    /// <summary>How Picket connects through it, as docs/operations.md says.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>What it logged.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts one before <paramref name="database"/> with fewer connections than a host opens, so that they have to be shared.</summary>
    public static async Task<Pooler> StartAsync(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var port = FreePorts.Take(1);
        var folder = TemporaryFolder.Create();
        var file = Path.Combine(folder.FullName, "pgbouncer.ini");
        await File.WriteAllTextAsync(file, $"""
            [databases]
            * = host={settings.Host} port={settings.Port} user={settings.Username} password={settings.Password} connect_query='set lock_timeout = 250'
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 6
            max_client_conn = 200
            ignore_startup_parameters = extra_float_digits,options
            """);
        File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        // As PostgreSQL, it does not run as root.
        string[] arguments = Environment.UserName == "root" ? ["-u", "postgres", file] : [file];
        var start = new ProcessStartInfo("/usr/sbin/pgbouncer", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = new Process { StartInfo = start };
        var pooler = new Pooler(process, folder)
        {
            ConnectionString = $"Host=127.0.0.1;Port={port};Username={settings.Username};Database={settings.Database};SSL Mode=Disable;Max Auto Prepare=0;No Reset On Close=true",
        };
        process.OutputDataReceived += pooler.OnLine;
        process.ErrorDataReceived += pooler.OnLine;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }
}
