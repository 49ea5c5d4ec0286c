using System.Globalization;

namespace Picket.Storage.Embedded;

/// <summary>Where a PostgreSQL of 15 or newer is installed.</summary>
/// <param name="Folder">Holds <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</param>
/// <param name="Major">Its major version.</param>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    private const int Oldest = 15;

    public string InitDb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The newest installed one, or the one whose data are there already.</summary>
    /// <param name="major">The version of the data; null where there are none yet.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PrivatePostgresException">There is none.</exception>
    public static async Task<PostgresBinaries> FindAsync(int? major, CancellationToken cancellation)
    {
        PostgresBinaries? best = null;
        foreach (var folder in Folders().Where(folder => File.Exists(Path.Combine(folder, "pg_ctl")) && File.Exists(Path.Combine(folder, "initdb"))))
        {
            if (await VersionAsync(folder, cancellation).ConfigureAwait(false) is { } version && (major is null ? version >= Oldest : version == major) && version > (best?.Major ?? 0))
            {
                best = new(folder, version);
            }
        }

        return best ?? throw new PrivatePostgresException(major is null
            ? $"No PostgreSQL {Oldest} or newer was found on the PATH or where Debian and Homebrew put it: install its server (Debian: apt-get install postgresql, Homebrew: brew install postgresql), or set ConnectionStrings__Postgres to one of yours."
            : $"The data were made by PostgreSQL {major}, which is not installed any more: install version {major} again, or move the data with pg_upgrade.");
    }

    private static IEnumerable<string> Folders()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(Versioned("/usr/lib/postgresql")).Concat(Versioned("/usr/pgsql-*"))
            .Concat(Versioned("/opt/homebrew/opt/postgresql@*")).Concat(Versioned("/usr/local/opt/postgresql@*")).Select(Real).Distinct();
    }

    /// <summary><c>bin</c> of each folder in, or named like, <paramref name="pattern"/>.</summary>
    private static IEnumerable<string> Versioned(string pattern)
    {
        var (parent, name) = pattern.EndsWith('*') ? (Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern)) : (pattern, "*");
        return Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, name).Select(folder => Path.Combine(folder, "bin")) : [];
    }

    /// <summary>Links on the PATH lead to a folder that has everything else beside.</summary>
    private static string Real(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, "pg_ctl"));
        return file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.GetDirectoryName(target.FullName)! : folder;
    }

    private static async Task<int?> VersionAsync(string folder, CancellationToken cancellation)
    {
        // "pg_ctl (PostgreSQL) 15.18 (Debian …)"; betas say "19beta1".
        var (code, output) = await Command.RunAsync(Path.Combine(folder, "pg_ctl"), ["--version"], folder: null, cancellation).ConfigureAwait(false);
        var digits = new string([.. output.AsSpan(output.IndexOf(')', StringComparison.Ordinal) + 1).Trim().ToString().TakeWhile(char.IsAsciiDigit)]);
        return code == 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
