using System.Diagnostics;
using Picket.Testing;

namespace Picket.Standalone.Tests;

/// <summary>A run that ends by itself.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record Run(int Code, string Output, string Error)
{
    /// <summary>Runs the built program to its end.</summary>
    public static async Task<Run> ToEndAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Built.Standalone, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return new(process.ExitCode, await output, await error);
    }
}
