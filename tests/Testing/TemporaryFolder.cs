namespace Picket.Testing;

/// <summary>Folders for tests.</summary>
public static class TemporaryFolder
{
    /// <summary>A new one, which account postgres can reach: PostgreSQL runs as that where the tests run as root.</summary>
    public static DirectoryInfo Create()
    {
        var folder = Directory.CreateTempSubdirectory("picket-");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        return folder;
    }
}
