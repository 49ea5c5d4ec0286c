using System.Xml.Linq;

namespace Picket.Architecture.Tests.House;

/// <summary>What a project file says.</summary>
/// <param name="Path">From the repository's folder, with slashes.</param>
/// <param name="Projects">Files of the projects it references, from the repository's folder.</param>
/// <param name="Packages">Packages it references; those that only build it too.</param>
/// <param name="Frameworks">Shared frameworks it references.</param>
/// <param name="OwnVersions">Packages whose version it sets itself.</param>
internal sealed record Project(string Path, string[] Projects, string[] Packages, string[] Frameworks, string[] OwnVersions)
{
    /// <summary>Storage, Storage.Tests.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>src, tests, bench, build.</summary>
    public string Area => Path.Split('/')[0];

    /// <summary>Reads one.</summary>
    public static Project Read(string root, string path)
    {
        var items = XDocument.Load(System.IO.Path.Combine(root, path)).Descendants().Where(element => element.Attribute("Include") is not null).ToList();
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.Combine(root, path))!;
        return new(
            path,
            [.. Of("ProjectReference").Select(include => Slashes(System.IO.Path.GetRelativePath(root, System.IO.Path.GetFullPath(Slashes(include), folder))))],
            [.. Of("PackageReference")],
            [.. Of("FrameworkReference")],
            [.. items.Where(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null).Select(Include)]);

        IEnumerable<string> Of(string kind) => items.Where(item => item.Name.LocalName == kind).Select(Include);
    }

    private static string Include(XElement item) => item.Attribute("Include")!.Value;

    private static string Slashes(string path) => path.Replace('\\', '/');
}
