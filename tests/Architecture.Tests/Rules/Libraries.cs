using Picket.Architecture.Tests.House;

namespace Picket.Architecture.Tests.Rules;

/// <summary>Which project may use which library.</summary>
internal static class Libraries
{
    private static readonly string[] Pure = ["Reports", "Ingestion"];
    private static readonly string[] Cluster = ["Grains.Interfaces", "Grains", "Silo", "Cluster.Tests", "Cluster.Next"];

    // For building only; nothing of it is in the product.
    private const string Analyzers = "Microsoft.CodeAnalysis.";

    /// <summary>What is wrong with an assembly of src using <paramref name="library"/>.</summary>
    public static IEnumerable<string> Violations(string project, string library)
    {
        if (Pure.Contains(project) && !Is(library, "System") && !Is(library, "Picket"))
        {
            yield return $"{project} uses {library}: it knows the base class library only";
        }

        if (project != "Storage" && (Is(library, "Npgsql") || Is(library, "Dapper")))
        {
            yield return $"{project} uses {library}: only Storage speaks to PostgreSQL";
        }

        if (IsOrleans(library) && !Cluster.Contains(project))
        {
            yield return $"{project} uses {library}: Orleans belongs to {string.Join(", ", Cluster)}";
        }
    }

    /// <summary>What is wrong with what a project file of src asks for.</summary>
    public static IEnumerable<string> Violations(Project project)
    {
        var asked = project.Packages.Where(package => !package.StartsWith(Analyzers, StringComparison.Ordinal)).Concat(project.Frameworks).ToList();
        return Pure.Contains(project.Name)
            ? asked.Select(library => $"{project.Name} references {library}: it knows the base class library only")
            : asked.SelectMany(library => Violations(project.Name, library));
    }

    /// <summary>Orleans' packages and assemblies.</summary>
    public static bool IsOrleans(string library) => Is(library, "Orleans") || Is(library, "Microsoft.Orleans");

    private static bool Is(string library, string name) => library == name || library.StartsWith($"{name}.", StringComparison.Ordinal);
}
