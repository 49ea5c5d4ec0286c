using System.Collections.Concurrent;
using Picket.Testing;

namespace Picket.Dashboard.Tests;

/// <summary>Folders of this project that have packages of npm.</summary>
internal static class Npm
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _folders = [];

    /// <summary>The folder <paramref name="name"/>, with its packages as its lock file has them.</summary>
    public static Task<string> FolderAsync(string name) => _folders.GetOrAdd(name, static name => new(() => InstallAsync(name))).Value;

    private static async Task<string> InstallAsync(string name)
    {
        var folder = Path.Combine(Built.Root, "tests", "Dashboard.Tests", name);
        var (code, said) = await Command.RunAsync(folder, "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        Assert.True(code == 0, said);
        return folder;
    }
}
