using Picket.Testing;
using YamlDotNet.RepresentationModel;

namespace Picket.Deploy.Tests;

/// <summary>The Helm chart, rendered as helm would.</summary>
internal static class Chart
{
    private static readonly string _here = Path.Combine(Built.Root, "tests", "Deploy.Tests");
    private static readonly Lazy<Task<string>> _renderer = new(BuildAsync);

    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Path.Combine(Built.Root, "deploy", "helm", "picket");

    /// <summary>The names of the sets of values it is tried with: <c>ci/&lt;name&gt;-values.yaml</c>.</summary>
    public static IEnumerable<string> Cases => Directory.EnumerateFiles(Path.Combine(Folder, "ci"), "*-values.yaml").Order(StringComparer.Ordinal)
        .Select(path => Path.GetFileName(path)[..^"-values.yaml".Length]);

    /// <summary>The rendering that is checked in.</summary>
    public static string Expected(string name) => Path.Combine(_here, "Renderings", $"{name}.yaml");

    /// <summary>The file with a case's values.</summary>
    public static string Values(string name) => Path.Combine(Folder, "ci", $"{name}-values.yaml");

    /// <summary>Renders it with the values in <paramref name="file"/>: exit code and text.</summary>
    public static async Task<(int Code, string Text)> RenderAsync(string file) => await Command.RunAsync(_here, await _renderer.Value, [Folder, file]);

    /// <summary>Renders it with <paramref name="values"/> alone.</summary>
    public static async Task<(int Code, string Text)> RenderTextAsync(string values)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, values);
            return await RenderAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What Kubernetes' or the chart's schemas have against files; empty for nothing.</summary>
    public static async Task<string> CheckAsync(params string[] arguments)
    {
        var folder = Path.Combine(_here, "Schemas");
        await Npm.InstallAsync(folder);
        return (await Command.RunAsync(folder, "node", ["check.js", .. arguments])).Said;
    }

    /// <summary>The objects of a rendering.</summary>
    public static IReadOnlyList<YamlMappingNode> Objects(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()];
    }

    /// <summary>Every mapping in <paramref name="node"/>, itself included.</summary>
    public static IEnumerable<YamlMappingNode> Mappings(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>();

    private static async Task<string> BuildAsync()
    {
        var program = Path.Combine(Built.Root, "artifacts", "tools", "render");
        var (code, said) = await Command.RunAsync(
            Path.Combine(_here, "Render"), "go", ["build", "-o", program, "main.go"],
            ("GO111MODULE", "off"), ("GOPATH", "/usr/share/gocode"), ("GOCACHE", Path.Combine(Built.Root, "artifacts", "tools", "go")));
        Assert.True(code == 0, said);
        return program;
    }
}
