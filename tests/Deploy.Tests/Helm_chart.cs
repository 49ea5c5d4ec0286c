using YamlDotNet.RepresentationModel;

namespace Picket.Deploy.Tests;

/// <summary>The chart without a cluster: what it renders, what Kubernetes says of it, and what must never be in it.</summary>
public class Helm_chart
{
    private const string Trial = "publicUrl: https://reports.example.com\npostgres: { bundled: { enabled: true } }\n";

    public static TheoryData<string> Cases => [.. Chart.Cases];

    /// <summary>After a change that is meant: PICKET_RENDER=1 dotnet test tests/Deploy.Tests, and look at the difference.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Renders_what_is_checked_in(string name)
    {
        var text = await RenderAsync(name);
        if (Environment.GetEnvironmentVariable("PICKET_RENDER") == "1")
        {
            await File.WriteAllTextAsync(Chart.Expected(name), text);
        }

        Assert.Equal(await File.ReadAllTextAsync(Chart.Expected(name)), text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_what_the_schemas_of_Kubernetes_allow(string name) => Assert.Equal("", await Chart.CheckAsync(Chart.Expected(name)));

    [Fact]
    public async Task Values_of_every_case_are_what_the_schema_of_the_chart_allows() => Assert.Equal("", await Chart.CheckAsync(
        ["--values", Path.Combine(Chart.Folder, "values.schema.json"), Path.Combine(Chart.Folder, "values.yaml"), .. Chart.Cases.Select(Chart.Values)]));

    [Theory]
    [InlineData("silo: { replica: 2 }", "silo: must NOT have additional properties (replica)")]
    [InlineData("image: { tag: latest }", "image.tag: must NOT be valid")]
    [InlineData("silo: { terminationGracePeriodSeconds: 10 }", "silo.terminationGracePeriodSeconds: must be >= 40")]
    [InlineData("settings: { FramesSecret: abc }", "settings: property name must be valid")]
    [InlineData("silo: { resources: { limits: null } }", "silo.resources.limits: must be object")]
    public async Task Wrong_values_are_named(string values, string message)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, values);
        Assert.Contains(message, await Chart.CheckAsync("--values", Path.Combine(Chart.Folder, "values.schema.json"), Path.Combine(Chart.Folder, "values.yaml"), file), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Theory]
    [InlineData("postgres: { secret: { name: pg } }", "publicUrl: say how browsers reach Picket")]
    [InlineData("publicUrl: https://a.example/path\npostgres: { secret: { name: pg } }", "publicUrl: scheme, host and port only")]
    [InlineData("publicUrl: https://a.example", "postgres.secret.name: name a secret")]
    [InlineData("publicUrl: https://a.example\npostgres: { secret: { name: pg }, bundled: { enabled: true } }", "not both")]
    [InlineData(Trial + "httpRoute: { enabled: true }", "httpRoute.parentRefs: name the Gateway")]
    public async Task What_is_missing_is_told_with_what_to_do(string values, string message)
    {
        var (code, text) = await Chart.RenderTextAsync(values);
        Assert.NotEqual(0, code);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Runs_nothing_as_root_and_writes_to_no_image(string name)
    {
        foreach (var pod in Pods(await RenderAsync(name)))
        {
            Assert.Equal("true", Text(pod, "securityContext", "runAsNonRoot"));
            Assert.Equal("RuntimeDefault", Text(pod, "securityContext", "seccompProfile", "type"));
            Assert.Equal("false", Text(pod, "automountServiceAccountToken"));
            foreach (var container in Containers(pod))
            {
                Assert.Equal("true", Text(container, "securityContext", "readOnlyRootFilesystem"));
                Assert.Equal("false", Text(container, "securityContext", "allowPrivilegeEscalation"));
                Assert.Equal("ALL", Text(container, "securityContext", "capabilities", "drop", "0"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_image_has_a_version_and_every_container_its_bounds(string name)
    {
        foreach (var container in Pods(await RenderAsync(name)).SelectMany(Containers))
        {
            var image = Text(container, "image")!;
            Assert.Matches("[:@]", image[(image.LastIndexOf('/') + 1)..]);
            Assert.DoesNotContain(":latest", image, StringComparison.Ordinal);
            Assert.NotNull(Text(container, "resources", "requests", "cpu"));
            Assert.NotNull(Text(container, "resources", "requests", "memory"));
            Assert.NotNull(Text(container, "resources", "limits", "memory"));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Secrets_come_by_reference_alone(string name)
    {
        foreach (var variable in Pods(await RenderAsync(name)).SelectMany(Containers).SelectMany(container => Items(container, "env")))
        {
            var isSecret = Text(variable, "name")! is var called && (called.Contains("Secret", StringComparison.Ordinal) || called.Contains("PASSWORD", StringComparison.Ordinal) || called.StartsWith("ConnectionStrings", StringComparison.Ordinal));
            Assert.Equal(isSecret, Text(variable, "valueFrom", "secretKeyRef", "name") is not null);
        }
    }

    [Fact]
    public async Task A_silo_gets_longer_to_stop_than_it_takes_and_an_upgrade_takes_none_away()
    {
        var silo = Chart.Objects(await RenderAsync("production")).Single(item => Text(item, "kind") == "Deployment" && Text(item, "metadata", "name") == "picket-silo");
        Assert.True(int.Parse(Text(silo, "spec", "template", "spec", "terminationGracePeriodSeconds")!, System.Globalization.CultureInfo.InvariantCulture) >= 40);
        Assert.Equal("0", Text(silo, "spec", "strategy", "rollingUpdate", "maxUnavailable"));
    }

    [Fact]
    public async Task Only_gateways_reach_frames_and_only_silos_reach_the_silo_port()
    {
        var rules = Items(Chart.Objects(await RenderAsync("production")).Single(item => Text(item, "kind") == "NetworkPolicy" && Text(item, "metadata", "name") == "picket-silo"), "spec", "ingress").ToList();
        Assert.Equal(["gateway"], rules.Where(rule => Opens(rule, "frames")).SelectMany(Senders));
        Assert.Equal(["silo"], rules.Where(rule => Opens(rule, "silo")).SelectMany(Senders));
        static bool Opens(YamlMappingNode rule, string port) => Items(rule, "ports").Any(item => Text(item, "port") == port);
        static IEnumerable<string?> Senders(YamlMappingNode rule) => Items(rule, "from").Select(from => Text(from, "podSelector", "matchLabels", "app.kubernetes.io/component"));
    }

    private static async Task<string> RenderAsync(string name)
    {
        var (code, text) = await Chart.RenderAsync(Chart.Values(name));
        Assert.True(code == 0, text);
        return text;
    }

    private static IEnumerable<YamlMappingNode> Pods(string text) => Chart.Objects(text).SelectMany(Chart.Mappings).Where(node => node.Children.ContainsKey("containers"));

    private static IEnumerable<YamlMappingNode> Containers(YamlMappingNode pod) => Items(pod, "containers");

    private static IEnumerable<YamlMappingNode> Items(YamlNode node, params string[] path) => Find(node, path) is YamlSequenceNode list ? list.OfType<YamlMappingNode>() : [];

    private static string? Text(YamlNode node, params string[] path) => (Find(node, path) as YamlScalarNode)?.Value;

    private static YamlNode? Find(YamlNode? node, string[] path)
    {
        foreach (var name in path)
        {
            node = node switch
            {
                YamlMappingNode map => map.Children.TryGetValue(name, out var value) ? value : null,
                YamlSequenceNode list => list.Children.ElementAtOrDefault(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)),
                _ => null,
            };
        }

        return node;
    }
}
