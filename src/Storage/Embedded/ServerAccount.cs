using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Picket.Storage.Embedded;

/// <summary>Who runs the server: ourselves, or account postgres where we are root, because PostgreSQL refuses to run as root.</summary>
/// <param name="Name">The account; null for ourselves.</param>
/// <param name="User">Its number.</param>
/// <param name="Group">Its group's number.</param>
[UnsupportedOSPlatform("windows")]
internal sealed record ServerAccount(string? Name, int User, int Group)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>Finds it.</summary>
    /// <exception cref="PrivatePostgresException">We are root and there is no such account.</exception>
    public static ServerAccount Find()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new(null, 0, 0);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToLookup(fields => fields[0]);
        var entry = Candidates.SelectMany(name => accounts[name]).FirstOrDefault()
            ?? throw new PrivatePostgresException("PostgreSQL must not run as root, and there is no account postgres: start Picket as another user.");
        return new(entry[0], int.Parse(entry[2], CultureInfo.InvariantCulture), int.Parse(entry[3], CultureInfo.InvariantCulture));
    }

    /// <summary>Runs a tool as this account.</summary>
    public Task<(int Code, string Output)> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellation) => Name is null
        ? Command.RunAsync(file, arguments, folder: null, cancellation)
        : Command.RunAsync(
            "setpriv",
            [$"--reuid={User.ToString(CultureInfo.InvariantCulture)}", $"--regid={Group.ToString(CultureInfo.InvariantCulture)}", "--clear-groups", "--", file, .. arguments],
            folder: null,
            cancellation);

    /// <summary>Makes a folder, or takes an empty one, that only this account reads.</summary>
    public void CreateFolder(string path)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Own(path);
    }

    /// <summary>Writes a file that only this account reads.</summary>
    public void WriteFile(string path, string text)
    {
        using (var writer = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            writer.Write(text);
        }

        Own(path);
    }

    /// <summary>Fails where this account cannot get to <paramref name="folder"/>.</summary>
    public async Task CheckReachAsync(string folder, CancellationToken cancellation)
    {
        if (Name is not null && (await RunAsync("test", ["-x", folder], cancellation).ConfigureAwait(false)).Code != 0)
        {
            throw new PrivatePostgresException($"PostgreSQL must not run as root, and account {Name} cannot reach {folder}: give --data a folder it can reach, such as /var/lib/picket, or start Picket as another user.");
        }
    }

    private void Own(string path)
    {
        if (Name is not null && Chown(path, User, Group) != 0)
        {
            throw new PrivatePostgresException($"{path} cannot be given to account {Name}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [DllImport("libc", EntryPoint = "chown", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);
}
