using System.Text.RegularExpressions;
using Picket.Testing;
using YamlDotNet.RepresentationModel;

namespace Picket.Deploy.Tests;

/// <summary>deploy/docker, compose.yaml and the chart say the same of the images, and nothing in them is what scanners rightly dislike. No image is built here.</summary>
public sealed partial class Container_images
{
    private static readonly string _dockerfile = File.ReadAllText(Path.Combine(Built.Root, "deploy", "docker", "Dockerfile"));

    private static readonly string[] _programs = ["standalone", "silo", "gateway"];

    public static TheoryData<string> Programs => [.. _programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Each_program_has_a_target_that_starts_it_as_nobody(string program)
    {
        var stage = Stage(program);
        Assert.StartsWith($"FROM base AS {program}\n", stage, StringComparison.Ordinal);
        var assembly = $"Picket.{char.ToUpperInvariant(program[0])}{program[1..]}.dll";
        Assert.EndsWith($"USER 1654:1654\nENTRYPOINT [\"dotnet\", \"{assembly}\"]", stage.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains($"dotnet publish src/{assembly.Split('.')[1]} ", Stage($"build-{program}"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_has_neither_shell_nor_packages_and_says_what_it_is()
    {
        var stage = Stage("base");
        Assert.StartsWith("FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled AS base\n", stage, StringComparison.Ordinal);
        Assert.All((string[])["title", "licenses", "version", "revision"], name => Assert.Contains($"org.opencontainers.image.{name}=", stage, StringComparison.Ordinal));
        Assert.All((string[])["base", "standalone", "silo", "gateway"], name => Assert.DoesNotMatch("(?m)^(RUN|ADD) ", Stage(name)));
    }

    [Fact]
    public void Nothing_forbidden_is_in_it()
    {
        Assert.DoesNotMatch(Forbidden(), _dockerfile);
        Assert.All(From().Matches(_dockerfile).Select(match => match.Groups[1].Value), image => Assert.Matches(@"^(source|base|[^:]+:\S+)$", image));
        Assert.Contains("ARG DOTNET=10.0\n", _dockerfile, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FROM x:latest AS base")]
    [InlineData("USER root")]
    [InlineData("USER 0:0")]
    [InlineData("ADD https://example.com/a /a")]
    [InlineData("RUN curl -s https://example.com/install | sh")]
    [InlineData("ENV Picket__FramesSecret=abc")]
    public void What_is_forbidden_would_be_found(string line) => Assert.Matches(Forbidden(), line);

    [Fact]
    public void Publishing_with_the_SDK_makes_the_same_images()
    {
        var properties = File.ReadAllText(Path.Combine(Built.Root, "eng", "Container.props"));
        Assert.All((string[])["<ContainerFamily>noble-chiseled<", "<ContainerUser>1654:1654<", "<ContainerWorkingDirectory>/picket<", "Include=\"Picket__Listen\" Value=\"*\""], text => Assert.Contains(text, properties, StringComparison.Ordinal));
        Assert.All((string[])["Standalone", "Silo", "Gateway"], name => Assert.Contains("eng/Container.props", File.ReadAllText(Path.Combine(Built.Root, "src", name, $"{name}.csproj")), StringComparison.Ordinal));
    }

    [Fact]
    public void The_chart_asks_for_the_targets_and_the_user_that_are_built()
    {
        var templates = string.Concat(Directory.EnumerateFiles(Path.Combine(Chart.Folder, "templates"), "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        var asked = Asked().Matches(templates).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(asked);
        Assert.Subset(_programs.ToHashSet(), asked);
        Assert.Contains("runAsUser: 1654\nrunAsGroup: 1654\n", templates, StringComparison.Ordinal);

        var version = Version().Match(File.ReadAllText(Path.Combine(Built.Root, "Directory.Build.props"))).Groups[1].Value;
        Assert.Contains($"appVersion: {version}", File.ReadAllText(Path.Combine(Chart.Folder, "Chart.yaml")).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"ARG VERSION={version}\n", _dockerfile, StringComparison.Ordinal);
        Assert.Contains($"image: picket/standalone:{version}\n", File.ReadAllText(Path.Combine(Built.Root, "compose.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_builds_a_target_there_is_writes_nowhere_else_and_opens_nothing_to_the_outside()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Built.Root, "compose.yaml"))));
        var root = stream.Documents[0].RootNode;
        var picket = root["services"]["picket"];
        Assert.NotEqual("", Stage(Text(picket["build"]["target"])));
        Assert.True(File.Exists(Path.Combine(Built.Root, Text(picket["build"]["dockerfile"]))));
        Assert.Equal("true", Text(picket["read_only"]));
        Assert.Equal(["ALL"], List(picket["cap_drop"]));
        Assert.All(List(picket["ports"]), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Contains("${POSTGRES_PASSWORD:?", Text(picket["environment"]["ConnectionStrings__Postgres"]), StringComparison.Ordinal);
        Assert.Matches(@"^postgres:\d+\.\d+$", Text(root["services"]["postgres"]["image"]));

        var volumes = ((YamlMappingNode)root["volumes"]).Children.Keys.Select(Text).ToList();
        Assert.All(((YamlMappingNode)root["services"]).Children.Values.SelectMany(service => List(service["volumes"])), volume => Assert.Contains(volume.Split(':')[0], volumes));
        var settings = File.ReadAllText(Path.Combine(Built.Root, "docs", "configuration.md"));
        Assert.All(((YamlMappingNode)picket["environment"]).Children.Keys.Select(Text).Where(name => name.StartsWith("Picket__", StringComparison.Ordinal)),
            name => Assert.Contains($"`{name["Picket__".Length..]}`", settings, StringComparison.Ordinal));
    }

    /// <summary>The lines of a stage; empty where there is none.</summary>
    private static string Stage(string name) => Regex.Match(_dockerfile, $@"^FROM \S+ AS {name}\n(?:(?!FROM ).*\n?)*", RegexOptions.Multiline).Value;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static IEnumerable<string> List(YamlNode node) => ((YamlSequenceNode)node).Children.Select(Text);

    [GeneratedRegex(@"(?m)^FROM (\S+)")]
    private static partial Regex From();

    [GeneratedRegex(@"(?mi)(:latest\b|^USER (root|0)\b|^ADD http|(curl|wget) .*\|\s*(ba)?sh|^(ENV|ARG) .*(secret|password|token)\w*=)")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"picket\.image"" \(list \. ""(\w+)""\)")]
    private static partial Regex Asked();

    [GeneratedRegex("<Version>(.+)</Version>")]
    private static partial Regex Version();
}
