using System.Text.RegularExpressions;
using Picket.Architecture.Tests.House;

namespace Picket.Architecture.Tests.Rules;

/// <summary>What files of the repository owe each other.</summary>
internal static partial class Files
{
    /// <summary>Lines a source file may have.</summary>
    public const int MaxLines = 300;

    /// <summary>The product stands without its tests and benchmarks; what stands in for a package is none of these.</summary>
    public static IEnumerable<string> ReferencesOut(Project project) =>
        project.Area == "src" ? project.Projects.Where(path => path.Split('/')[0] is not ("src" or "build")).Select(path => $"{project.Path} references {path}") : [];

    /// <summary>Every project is in the solution, and the solution has no other.</summary>
    public static IEnumerable<string> SolutionGaps(IEnumerable<string> projects, IReadOnlyCollection<string> solution)
    {
        var all = projects.ToList();
        return all.Except(solution).Select(path => $"{path} is not in Cluster.sln").Concat(solution.Except(all).Select(path => $"Cluster.sln has {path}, which is none"));
    }

    /// <summary>Standalone.slnf is Cluster.sln without what needs Orleans, itself or through others.</summary>
    public static IEnumerable<string> FilterGaps(IReadOnlyCollection<Project> projects, IReadOnlyCollection<string> solution, IReadOnlyCollection<string> filter)
    {
        var orleans = projects.Where(project => project.Packages.Any(Libraries.IsOrleans)).Select(project => project.Path).ToHashSet(StringComparer.Ordinal);
        while (projects.FirstOrDefault(project => !orleans.Contains(project.Path) && project.Projects.Any(orleans.Contains)) is { } next)
        {
            orleans.Add(next.Path);
        }

        var expected = solution.Except(orleans).ToList();
        return expected.Except(filter).Select(path => $"Standalone.slnf lacks {path}").Concat(filter.Except(expected).Select(path => $"Standalone.slnf must not have {path}"));
    }

    /// <summary>One version, no range: <c>[1.2.3]</c>.</summary>
    public static IEnumerable<string> LoosePins(IEnumerable<(string Package, string Version)> pins) =>
        pins.Where(pin => !Exact().IsMatch(pin.Version)).Select(pin => $"{pin.Package} is not pinned: {pin.Version}");

    /// <summary>Versions are set in one place.</summary>
    public static IEnumerable<string> OwnVersions(Project project) => project.OwnVersions.Select(package => $"{project.Path} sets a version of {package}");

    /// <summary>Files that are too long to be read at once.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<(string Path, int Lines)> files) =>
        files.Where(file => file.Lines > MaxLines).Select(file => $"{file.Path} has {file.Lines} lines");

    [GeneratedRegex(@"\A\[\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\]\z")]
    private static partial Regex Exact();
}
