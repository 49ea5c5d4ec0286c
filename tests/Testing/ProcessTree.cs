using System.Globalization;

namespace Picket.Testing;

/// <summary>Looks at processes through <c>/proc</c>: only those that belong to a data folder of the tests.</summary>
public static class ProcessTree
{
    /// <summary>Bytes of a process in memory; 0 where it is gone.</summary>
    public static long ResidentBytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6, line.Length - 8).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return 0;
        }
    }

    /// <summary>The running postmaster whose data directory lies under <paramref name="folder"/>.</summary>
    public static int? PostmasterUnder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "postmaster.pid", SearchOption.AllDirectories))
        {
            // A left file may name a process that is none of ours by now: its working directory tells.
            if (int.TryParse(File.ReadLines(file).FirstOrDefault(), out var id) && WorkingDirectory(id) == Path.GetDirectoryName(file))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>A process and all its descendants, itself first.</summary>
    public static IReadOnlyList<int> WithDescendants(int process)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(Parent);
        List<int> found = [process];
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i]]);
        }

        return found;
    }

    /// <summary>True where a process runs threads and Linux schedules all of them as batches (sched(7): policy 3).</summary>
    public static bool IsBatch(int process)
    {
        var threads = new DirectoryInfo($"/proc/{process}/task");
        var policies = (threads.Exists ? threads.GetDirectories() : []).Select(thread => Stat($"{thread.FullName}/stat")).Where(stat => stat.Length > 38).Select(stat => stat[38]).ToArray();
        return policies.Length > 0 && policies.All(policy => policy == "3");
    }

    /// <summary>Ends the PostgreSQL under <paramref name="folder"/>, if one runs, and waits until it is gone.</summary>
    public static async Task EndPostgresUnderAsync(string folder)
    {
        if (PostmasterUnder(folder) is not { } postmaster)
        {
            return;
        }

        var all = WithDescendants(postmaster);
        foreach (var process in all)
        {
            Signals.Send(process, Signals.Continue);
        }

        Signals.Send(postmaster, Signals.Quit);
        await Until.TrueAsync(() => !all.Any(IsRunning), TimeSpan.FromSeconds(30), "PostgreSQL ends");
    }

    /// <summary>True until the process has ended.</summary>
    public static bool IsRunning(int process) => WorkingDirectory(process) is not null;

    private static int Parent(int process) => Stat($"/proc/{process}/stat") is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    // "id (name) state parent …"; the name may hold anything, so what counts starts behind its last parenthesis. Empty where the process or thread is gone.
    private static string[] Stat(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return [];
        }
    }

    private static string? WorkingDirectory(int process) =>
        Directory.Exists($"/proc/{process}") ? new FileInfo($"/proc/{process}/cwd").LinkTarget : null;
}
