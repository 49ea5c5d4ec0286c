using System.Diagnostics;

namespace Picket.Testing;

/// <summary>A program that is run to its end.</summary>
public static class Command
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    /// <summary>Its exit code and what it printed; errors come last.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string folder, string name, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(name, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await errors);
    }
}
