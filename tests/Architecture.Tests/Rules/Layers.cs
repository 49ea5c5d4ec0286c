namespace Picket.Architecture.Tests.Rules;

/// <summary>Who may know whom. A project that is not in the table has no place yet: give it one here and in <c>docs/architecture.md</c>.</summary>
internal static class Layers
{
    /// <summary>Hosts compose everything behind the edge, and nothing knows them.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["Standalone", "Silo"];

    /// <summary>The edge before the hosts, which nothing knows either.</summary>
    private const string Edge = "Gateway";

    /// <summary>Projects that stand in for a package and hold no code of Picket's.</summary>
    private static readonly string[] Packages = ["System.IO.Hashing"];

    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Reports"] = [],
        ["Ingestion"] = ["Reports"],
        ["Storage"] = ["Reports", "Ingestion"],
        ["Web"] = ["Reports", "Ingestion", "Storage"],
        ["Telemetry"] = [],
        ["Hosting"] = [],
        ["Site"] = ["Reports", "Ingestion", "Storage", "Web", "Telemetry", "Hosting"],
        // It keeps nothing: Web for the way reports come in, and never what it stores.
        [Edge] = ["Reports", "Ingestion", "Web", "Telemetry", "Hosting"],
        ["Grains.Interfaces"] = ["Reports", "Ingestion"],
        ["Grains"] = ["Reports", "Ingestion", "Grains.Interfaces"],
    };

    /// <summary>What is wrong with <paramref name="project"/> knowing <paramref name="others"/>, all named without the product's name.</summary>
    public static IEnumerable<string> Violations(string project, IEnumerable<string> others)
    {
        if (!Hosts.Contains(project) && !MayKnow.ContainsKey(project))
        {
            return [$"{project} has no place among the layers"];
        }

        var known = Hosts.Contains(project) ? MayKnow.Keys.Where(name => name != Edge) : MayKnow[project].AsEnumerable();
        return others.Except(known).Except(Packages).Select(other => $"{project} must not know {other}");
    }
}
