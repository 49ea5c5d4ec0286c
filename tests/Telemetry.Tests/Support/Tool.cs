using System.Diagnostics;

namespace Picket.Telemetry.Tests.Support;

/// <summary>A program of Prometheus, run to its end or until the test ends.</summary>
internal sealed class Tool : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Tool(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <paramref name="name"/>, which has to be on the PATH: <c>./test</c> sees to that.</summary>
    public static Tool Start(string name, params string[] arguments)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is not on the PATH. Install Prometheus (Debian: the package prometheus), or run ./test, which does.");
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return new(Process.Start(start)!);
    }

    /// <summary>Gives it <paramref name="input"/> and returns its exit code and all it says.</summary>
    public async Task<(int Code, string Said)> RunAsync(byte[] input)
    {
        var output = _process.StandardOutput.ReadToEndAsync();
        await _process.StandardInput.BaseStream.WriteAsync(input);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await output + await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process.Dispose();
    }
}
