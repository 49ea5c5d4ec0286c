using Picket.Architecture.Tests.House;
using Picket.Architecture.Tests.Rules;

namespace Picket.Architecture.Tests;

/// <summary>The rules of <c>docs/architecture.md</c>, held against this repository.</summary>
public sealed class ArchitectureTests
{
    private static IEnumerable<Project> Product => Repository.Projects.Where(project => project.Area == "src");

    [Fact]
    public void Project_references_go_one_way() => Holds(Product.SelectMany(project => Layers.Violations(project.Name, project.Projects.Select(Path.GetFileNameWithoutExtension)!)));

    [Fact]
    public void Compiled_references_go_one_way() => Holds(BuiltAssembly.All.SelectMany(assembly =>
        Layers.Violations(assembly.Name, assembly.References.Where(name => name.StartsWith("Picket.", StringComparison.Ordinal)).Select(name => name["Picket.".Length..]))));

    [Fact]
    public void Project_files_ask_only_for_libraries_of_their_layer() => Holds(Product.SelectMany(Libraries.Violations));

    [Fact]
    public void Assemblies_use_only_libraries_of_their_layer() => Holds(BuiltAssembly.All.SelectMany(assembly => assembly.References.SelectMany(name => Libraries.Violations(assembly.Name, name))));

    [Fact]
    public void Orleans_is_asked_for_by_its_own_projects_alone() =>
        Holds(Repository.Projects.SelectMany(project => project.Packages.Where(Libraries.IsOrleans).SelectMany(package => Libraries.Violations(project.Name, package))));

    [Fact]
    public void The_product_stands_without_tests_and_benchmarks() => Holds(Repository.Projects.SelectMany(Files.ReferencesOut));

    [Fact]
    public void Every_project_is_in_the_solution() => Holds(Files.SolutionGaps(Repository.Projects.Select(project => project.Path), Repository.Cluster));

    [Fact]
    public void The_filter_is_the_solution_without_Orleans() => Holds(Files.FilterGaps(Repository.Projects, Repository.Cluster, Repository.Standalone));

    [Fact]
    public void Every_package_is_pinned_to_one_version_in_one_place() => Holds([.. Files.LoosePins(Repository.Pins), .. Repository.Projects.SelectMany(Files.OwnVersions)]);

    [Fact]
    public void No_source_file_is_too_long() => Holds(Files.TooLong(Repository.Sources));

    [Fact]
    public void Types_that_are_not_public_are_sealed() => Holds(BuiltAssembly.All.SelectMany(assembly => assembly.OpenTypes.Select(type => $"{type} is not sealed")));

    [Fact]
    public void All_of_the_product_is_looked_at()
    {
        // A rule over nothing always holds. What needs Orleans is built only where Orleans restores.
        var expected = Product.Where(project => Repository.Standalone.Contains(project.Path)).Select(project => project.Name);
        Assert.Equal(expected.Order(StringComparer.Ordinal), BuiltAssembly.All.Select(assembly => assembly.Name).Order(StringComparer.Ordinal));
        Assert.NotEmpty(Repository.Sources);
        Assert.NotEmpty(Repository.Pins);
    }

    private static void Holds(IEnumerable<string> violations) => Assert.True(!violations.Any(), string.Join('\n', violations));
}
