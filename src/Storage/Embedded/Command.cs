using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Picket.Storage.Embedded;

/// <summary>Runs PostgreSQL's tools, without a shell.</summary>
internal static class Command
{
    private const int NotStarted = 127;

    /// <summary>Runs <paramref name="file"/> to its end. Returns its exit code and what it wrote to both streams.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string file, IEnumerable<string> arguments, string? folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/",
        };
        start.Environment["LC_ALL"] = "C"; // Versions and errors are read.
        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return (NotStarted, e.Message);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
