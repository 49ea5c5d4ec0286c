using Picket.Architecture.Tests.House;
using Picket.Architecture.Tests.Rules;

namespace Picket.Architecture.Tests;

/// <summary>Every rule says so when it is broken, and only then.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData("Reports", "Ingestion")]
    [InlineData("Ingestion", "Storage")]
    [InlineData("Storage", "Web")]
    [InlineData("Web", "Telemetry")]
    [InlineData("Web", "Standalone")]
    [InlineData("Telemetry", "Reports")]
    [InlineData("Standalone", "Silo")]
    [InlineData("Grains.Interfaces", "Grains")]
    [InlineData("Gateway", "Storage")]
    [InlineData("Standalone", "Gateway")]
    public void A_reference_against_the_way_is_found(string project, string other) => Assert.Equal([$"{project} must not know {other}"], Layers.Violations(project, [other]));

    [Theory]
    [InlineData("Web", "Reports")]
    [InlineData("Storage", "Ingestion")]
    [InlineData("Standalone", "Telemetry")]
    [InlineData("Silo", "Grains")]
    [InlineData("Gateway", "Web")]
    public void A_reference_along_the_way_is_none(string project, string other) => Assert.Empty(Layers.Violations(project, [other]));

    [Fact]
    public void A_project_without_a_place_is_found() => Assert.Single(Layers.Violations("Extras", []));

    [Theory]
    [InlineData("Reports", "Microsoft.AspNetCore.Http")]
    [InlineData("Ingestion", "Microsoft.Extensions.Logging.Abstractions")]
    [InlineData("Web", "Npgsql")]
    [InlineData("Standalone", "Dapper")]
    [InlineData("Telemetry", "Npgsql.OpenTelemetry")]
    [InlineData("Web", "Orleans.Core")]
    [InlineData("Storage.Tests", "Microsoft.Orleans.TestingHost")]
    public void A_library_of_another_layer_is_found(string project, string library) => Assert.Single(Libraries.Violations(project, library));

    [Theory]
    [InlineData("Reports", "System.Text.Json")]
    [InlineData("Ingestion", "Picket.Reports")]
    [InlineData("Storage", "Npgsql")]
    [InlineData("Silo", "Microsoft.Orleans.Server")]
    [InlineData("Cluster.Tests", "Microsoft.Orleans.TestingHost")]
    public void A_library_of_the_own_layer_is_none(string project, string library) => Assert.Empty(Libraries.Violations(project, library));

    [Fact]
    public void A_pure_project_that_asks_for_any_package_or_framework_is_found()
    {
        var project = Named("src/Reports/Reports.csproj") with { Packages = ["System.IO.Hashing", "Microsoft.CodeAnalysis.BannedApiAnalyzers"], Frameworks = ["Microsoft.AspNetCore.App"] };
        Assert.Equal(2, Libraries.Violations(project).Count());
        Assert.Empty(Libraries.Violations(project with { Packages = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"], Frameworks = [] }));
    }

    [Fact]
    public void A_product_that_leans_on_its_tests_is_found()
    {
        var project = Named("src/Web/Web.csproj") with { Projects = ["tests/Testing/Testing.csproj", "src/Storage/Storage.csproj"] };
        Assert.Equal(["src/Web/Web.csproj references tests/Testing/Testing.csproj"], Files.ReferencesOut(project));
    }

    [Fact]
    public void A_project_that_the_solution_forgot_or_invented_is_found()
    {
        Assert.Equal(["a is not in Cluster.sln", "Cluster.sln has c, which is none"], Files.SolutionGaps(["a", "b"], ["b", "c"]));
        Assert.Empty(Files.SolutionGaps(["a", "b"], ["b", "a"]));
    }

    [Fact]
    public void A_filter_that_keeps_Orleans_or_drops_more_is_found()
    {
        var grains = Named("src/Grains/Grains.csproj") with { Packages = ["Microsoft.Orleans.Sdk"] };
        var silo = Named("src/Silo/Silo.csproj") with { Projects = [grains.Path] };
        var web = Named("src/Web/Web.csproj");
        string[] solution = [grains.Path, silo.Path, web.Path];
        Assert.Empty(Files.FilterGaps([grains, silo, web], solution, [web.Path]));
        Assert.Equal([$"Standalone.slnf must not have {silo.Path}"], Files.FilterGaps([grains, silo, web], solution, [web.Path, silo.Path]));
        Assert.Equal([$"Standalone.slnf lacks {web.Path}"], Files.FilterGaps([grains, silo, web], solution, []));
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("[1.2.3,2)")]
    [InlineData("[1.*]")]
    [InlineData("")]
    public void A_version_that_may_move_is_found(string version) => Assert.Single(Files.LoosePins([("Some.Package", version)]));

    [Theory]
    [InlineData("[1.2.3]")]
    [InlineData("[1.2.3-beta.1]")]
    public void One_version_is_a_pin(string version) => Assert.Empty(Files.LoosePins([("Some.Package", version)]));

    [Fact]
    public void A_version_in_a_project_file_is_found() => Assert.Single(Files.OwnVersions(Named("src/Web/Web.csproj") with { OwnVersions = ["Dapper"] }));

    [Theory]
    [InlineData(Files.MaxLines, 0)]
    [InlineData(Files.MaxLines + 1, 1)]
    public void A_long_file_is_found(int lines, int found) => Assert.Equal(found, Files.TooLong([("src/A.cs", lines)]).Count());

    [Fact]
    public void An_open_type_is_found()
    {
        var own = BuiltAssembly.Read(typeof(RulesTests).Assembly.Location);
        Assert.Equal(["Picket.Architecture.Tests.RulesTests+Open"], own.OpenTypes.Where(type => type.StartsWith("Picket.", StringComparison.Ordinal)));
        Assert.Contains("Picket.Testing", own.References);
    }

    [Fact]
    public void A_project_file_is_read_with_all_it_asks_for()
    {
        var folder = Directory.CreateTempSubdirectory("picket-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "src", "A"));
            File.WriteAllText(Path.Combine(folder.FullName, "src", "A", "A.csproj"), """
                <Project><ItemGroup>
                  <ProjectReference Include="..\B\B.csproj" /><PackageReference Include="P" Version="1.0.0" /><FrameworkReference Include="F" />
                </ItemGroup></Project>
                """);
            var project = Project.Read(folder.FullName, "src/A/A.csproj");
            Assert.Equal(("A", "src"), (project.Name, project.Area));
            Assert.Equal(["src/B/B.csproj", "P", "F", "P"], [.. project.Projects, .. project.Packages, .. project.Frameworks, .. project.OwnVersions]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Project Named(string path) => new(path, [], [], [], []);

#pragma warning disable CA1852 // Open on purpose: it is what a rule has to find.
    private class Open;
#pragma warning restore CA1852
}
