namespace Picket.Testing;

/// <summary>Where the build put things, in the configuration the tests themselves were built in.</summary>
public static class Built
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Standalone's assembly.</summary>
    public static string Standalone => Assembly("Standalone");

    /// <summary>The silo's assembly, where Orleans restores.</summary>
    public static string Silo => Assembly("Silo");

    /// <summary>The silo of the next release: see tests/Cluster.Next.</summary>
    public static string NextSilo => Assembly("Cluster.Next");

    /// <summary>The gateway's assembly.</summary>
    public static string Gateway => Assembly("Gateway");

    private static string Assembly(string project)
    {
        // artifacts/bin/<project>/<configuration>/: the tests' own folder has the same last part.
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(Root, "artifacts", "bin", project, configuration, $"Picket.{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build src/{project} first, in the same configuration as the tests.", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cluster.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests are not inside the repository.");
    }
}
