using System.Diagnostics;
using System.Globalization;

namespace Picket.Cluster.Tests.Processes;

/// <summary>
/// A network namespace behind a pair of virtual interfaces, which can be taken down: then what runs there is cut off from the rest of the machine, but for files and
/// sockets in folders. Making one needs root's rights, its own or by sudo.
/// </summary>
/// <exception cref="InvalidOperationException">It cannot be made.</exception>
internal sealed class CutNetwork : IDisposable
{
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"picket{Environment.ProcessId % 100_000}");

    public CutNetwork()
    {
        var subnet = string.Create(CultureInfo.InvariantCulture, $"10.{200 + (Environment.ProcessId % 50)}.{Environment.ProcessId / 50 % 250}");
        (Here, Beyond) = ($"{subnet}.1", $"{subnet}.2");
        Run("ip", "netns", "add", _name);
        Run("ip", "link", "add", _name, "type", "veth", "peer", "name", "eth0", "netns", _name);
        Run("ip", "address", "add", $"{Here}/24", "dev", _name);
        Run("ip", "-n", _name, "address", "add", $"{Beyond}/24", "dev", "eth0");
        Run("ip", "-n", _name, "link", "set", "lo", "up");
        Run("ip", "-n", _name, "link", "set", "eth0", "up");
        Run("ip", "link", "set", _name, "up");
    }

    /// <summary>This machine's address on it.</summary>
    public string Here { get; }

    /// <summary>The address of what runs beyond.</summary>
    public string Beyond { get; }

    /// <summary>The command that runs another one beyond.</summary>
    public IReadOnlyList<string> Within => [.. AsRoot, "ip", "netns", "exec", _name];

    private static string[] AsRoot => Environment.UserName == "root" ? [] : ["sudo", "-n", "-E"];

    /// <summary>Cuts it: what is sent is lost, and nobody is told.</summary>
    public void Cut() => Run("ip", "link", "set", _name, "down");

    /// <summary>Mends it.</summary>
    public void Mend() => Run("ip", "link", "set", _name, "up");

    public void Dispose() => Run("ip", "netns", "delete", _name); // Its interface goes with it, and so does the other end.

    private static void Run(params string[] command)
    {
        string[] all = [.. AsRoot, .. command];
        using var process = Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', all)}: {error}");
        }
    }
}
