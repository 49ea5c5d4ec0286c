using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Picket.Testing;

/// <summary>
/// The built Standalone as its users run it: a process of its own with a data folder and a private PostgreSQL. It can be stopped, killed and started again
/// on the same data. Nothing outlives <see cref="DisposeAsync"/>: neither process nor folder.
/// </summary>
public sealed class StandaloneProcess : IAsyncDisposable
{
    private readonly StandaloneSettings _settings;
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<string> _output = [];
    private Process? _process;
    private TaskCompletionSource _printed = new();
    private readonly HashSet<string> _seen = [];
    private int _port;

    private StandaloneProcess(StandaloneSettings settings)
    {
        _settings = settings;
        _port = settings.Port;
        _folder = TemporaryFolder.Create();
    }

    /// <summary>Where browsers send reports, with the key.</summary>
    public Uri ReportUri { get; private set; } = null!;

    /// <summary>Where Prometheus scrapes.</summary>
    public Uri Metrics { get; private set; } = null!;

    /// <summary>The page that violates its own policy.</summary>
    public Uri Try { get; private set; } = null!;

    /// <summary>The API token of the first start.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Everything it printed so far, both streams, over all starts.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The data folder, which holds the private PostgreSQL.</summary>
    public string DataFolder => Path.Combine(_folder.FullName, "data");

    /// <summary>The process' id.</summary>
    public int Id => _process!.Id;

    /// <summary>Bytes the process holds in memory now.</summary>
    public long WorkingSet => ProcessTree.ResidentBytes(Id);

    /// <summary>Its private PostgreSQL; null where it runs none now.</summary>
    public int? PostmasterId => ProcessTree.PostmasterUnder(DataFolder);

    /// <summary>Starts it on an empty data folder and waits until it has printed that it listens.</summary>
    public static async Task<StandaloneProcess> StartAsync(StandaloneSettings? settings = null)
    {
        var standalone = new StandaloneProcess(settings ?? new());
        try
        {
            await standalone.StartAgainAsync();
            return standalone;
        }
        catch
        {
            await standalone.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same data and port, after a stop or a kill.</summary>
    public async Task StartAgainAsync()
    {
        var printed = _printed = new(TaskCreationOptions.RunContinuationsAsynchronously); // Its own: the one before may be told of its end only now.
        _seen.Clear(); // The addresses stay as they were: a load that runs on must find them.
        string[] command = [.. _settings.Within, "dotnet"];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[.. command[1..], _settings.Program ?? Built.Standalone, "--port", _port.ToString(CultureInfo.InvariantCulture), "--data", DataFolder, .. _settings.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["Picket__Canary"] = "false"; // Its reports would be counted among those of tests.
        foreach (var (name, value) in _settings.Environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => printed.TrySetException(new InvalidOperationException("Standalone ended while it started.\n" + Output));
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        try
        {
            await _printed.Task.WaitAsync(_settings.StartTime);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Standalone did not print its lines within {_settings.StartTime}.\n{Output}");
        }

        _port = ReportUri.Port;
    }

    /// <summary>Asks it to end (SIGTERM) and returns its exit code. Fails after <paramref name="deadline"/>, by default the promised five seconds.</summary>
    public async Task<int> StopAsync(TimeSpan? deadline = null)
    {
        Signals.Send(Id, Signals.Terminate);
        await ExitedAsync(deadline ?? TimeSpan.FromSeconds(5));
        return _process!.ExitCode;
    }

    /// <summary>Ends it as a power cut would: kill -9, without its PostgreSQL.</summary>
    public async Task KillAsync()
    {
        Signals.Send(Id, Signals.Kill);
        await ExitedAsync(TimeSpan.FromSeconds(30));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        await ProcessTree.EndPostgresUnderAsync(DataFolder);
        _folder.Delete(recursive: true);
    }

    private async Task ExitedAsync(TimeSpan deadline)
    {
        using var timeout = new CancellationTokenSource(deadline);
        try
        {
            await _process!.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Standalone did not end within {deadline}.\n{Output}");
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        var (name, value) = line.Split(": ", 2) is [var left, var right] ? (left, right.Trim()) : ("", "");
        switch (name)
        {
            case "report-uri":
                ReportUri = new(value);
                break;
            case "metrics":
                Metrics = new(value);
                break;
            case "try":
                Try = new(value);
                break;
            case "token":
                Token = value;
                break;
        }

        _seen.Add(name);
        if (_seen.IsSupersetOf(["report-uri", "metrics", "try"]) && (Token.Length > 0 || !_settings.IsFirst))
        {
            _printed.TrySetResult();
        }
    }
}
