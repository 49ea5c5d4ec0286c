using System.Collections.Concurrent;

namespace Picket.Testing;

/// <summary>Folders with packages of npm.</summary>
public static class Npm
{
    private static readonly ConcurrentDictionary<string, Lazy<Task>> _installed = [];

    /// <summary>Installs what the lock file of <paramref name="folder"/> names, once however many ask.</summary>
    /// <exception cref="InvalidOperationException">npm could not; the message is its own.</exception>
    public static Task InstallAsync(string folder) => _installed.GetOrAdd(folder, static folder => new(() => RunAsync(folder))).Value;

    private static async Task RunAsync(string folder)
    {
        var (code, said) = await Command.RunAsync(folder, "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        if (code != 0)
        {
            throw new InvalidOperationException(said);
        }
    }
}
