using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Picket.Testing;

namespace Picket.Architecture.Tests.House;

/// <summary>The repository as it lies here.</summary>
internal static partial class Repository
{
    private static readonly string[] Areas = ["src", "tests", "bench", "build"];

    /// <summary>Every project there is a file of.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
        [.. Areas.SelectMany(area => Files(area, "*.csproj")).Order(StringComparer.Ordinal).Select(path => Project.Read(Built.Root, path))];

    /// <summary>The projects of Cluster.sln.</summary>
    public static IReadOnlyList<string> Cluster { get; } =
        [.. ProjectFile().Matches(Read("Cluster.sln")).Select(match => match.Groups[1].Value.Replace('\\', '/'))];

    /// <summary>The projects of Standalone.slnf.</summary>
    public static IReadOnlyList<string> Standalone { get; } =
        [.. JsonDocument.Parse(Read("Standalone.slnf")).RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(path => path.GetString()!.Replace('\\', '/'))];

    /// <summary>Central versions by package.</summary>
    public static IReadOnlyList<(string Package, string Version)> Pins { get; } =
        ReadPins(XDocument.Parse(Read("Directory.Packages.props")));

    /// <summary>Source files of the product with their number of lines.</summary>
    public static IEnumerable<(string Path, int Lines)> Sources { get; } =
        ((string[])["*.cs", "*.razor", "*.sql", "*.css", "*.js"]).SelectMany(pattern => Files("src", pattern)).Select(path => (path, File.ReadLines(Path.Combine(Built.Root, path)).Count()));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Built.Root, path));

    private static IEnumerable<string> Files(string area, string pattern) => Directory.EnumerateFiles(Path.Combine(Built.Root, area), pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Built.Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"));

    /// <summary>Packages that belong together share a version by a property of the same file.</summary>
    private static List<(string Package, string Version)> ReadPins(XDocument file)
    {
        var properties = file.Descendants("PropertyGroup").Elements().ToDictionary(property => $"$({property.Name.LocalName})", property => property.Value);
        return [.. file.Descendants("PackageVersion").Select(pin => (pin.Attribute("Include")!.Value, properties.Aggregate(
            pin.Attribute("Version")!.Value, (version, property) => version.Replace(property.Key, property.Value, StringComparison.Ordinal))))];
    }

    [GeneratedRegex("""
        "([^"]+\.csproj)"
        """)]
    private static partial Regex ProjectFile();
}
