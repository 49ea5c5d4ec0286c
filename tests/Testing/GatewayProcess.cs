using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Picket.Testing;

/// <summary>The built gateway as its users run it: a process of its own. It can be stopped, killed and started again on the same port.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3); // Patience with a busy machine, no promise.

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _output = [];
    private TaskCompletionSource _printed = new();
    private Process? _process;

    private GatewayProcess(IReadOnlyDictionary<string, string> settings, int port) => (_settings, Address) = (settings, new($"http://127.0.0.1:{port}"));

    /// <summary>Where browsers come in.</summary>
    public Uri Address { get; private set; }

    /// <summary>Where it says how it is.</summary>
    public Uri Operations => new UriBuilder(Address) { Host = "127.0.0.1", Port = Address.Port + 1 }.Uri;

    /// <summary>Everything it printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The process' id.</summary>
    public int Id => _process!.Id;

    /// <summary>Bytes the process holds in memory now.</summary>
    public long WorkingSet => ProcessTree.ResidentBytes(Id);

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="port">Where it listens; 0 for any.</param>
    public static async Task<GatewayProcess> StartAsync(IReadOnlyDictionary<string, string> settings, int port = 0)
    {
        var gateway = new GatewayProcess(settings, port);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>Starts it again on the same port.</summary>
    public async Task StartAgainAsync()
    {
        _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Built.Gateway);
        start.ArgumentList.Add($"--Picket:Port={Address.Port.ToString(CultureInfo.InvariantCulture)}");
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _printed.TrySetException(new InvalidOperationException("The gateway ended while it started.\n" + Output));
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await _printed.Task.WaitAsync(StartDeadline);
    }

    /// <summary>Asks it to end (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Signals.Send(Id, Signals.Terminate);
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        return _process.ExitCode;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        Signals.Send(Id, Signals.Kill);
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.StartsWith("gateway: ", StringComparison.Ordinal))
        {
            Address = new(line["gateway: ".Length..]);
        }
        else if (line.StartsWith("metrics: ", StringComparison.Ordinal))
        {
            _printed.TrySetResult();
        }
    }
}
