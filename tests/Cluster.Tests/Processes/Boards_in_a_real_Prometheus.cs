using System.Text.Json;
using System.Text.RegularExpressions;
using Picket.Hosting;
using Picket.Telemetry.Tests.Support;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Processes;

/// <summary>A real Prometheus scrapes silos, a gateway and a Standalone under load, with our rules, and answers what our boards and alerts ask.</summary>
[Collection(OnClusterGround.Name)]
public sealed partial class Boards_in_a_real_Prometheus(ClusterGround ground, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    /// <summary>What a healthy installation on one machine has no series of, and why.</summary>
    private static readonly Dictionary<string, string> _absent = new()
    {
        ["kubelet_volume_stats_available_bytes"] = "Kubernetes' own",
        ["kubelet_volume_stats_capacity_bytes"] = "Kubernetes' own",
        ["outcome=\"unavailable\""] = "nothing is refused here; faults have tests of their own",
        ["picket_certificate_expiry_timestamp_seconds"] = "no certificate is used here",
    };

    private readonly DirectoryInfo _folder = TemporaryFolder.Create();
    private LoadedCluster _cluster = null!;
    private StandaloneProcess? _standalone;
    private Tool? _prometheus;
    private HttpClient? _client;

    public async Task InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync(); // Nobody else calls it then.
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        await Task.WhenAll(((IAsyncDisposable?[])[_prometheus, _standalone, _cluster]).OfType<IAsyncDisposable>().Select(one => one.DisposeAsync().AsTask()));
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        _cluster = await LoadedCluster.StartAsync(ground, output);
        _standalone = await StandaloneProcess.StartAsync(new() { Environment = new Dictionary<string, string> { ["Picket__Canary"] = "true" } });
        var targets = _cluster.Silos.Append(_standalone).Select(host => host.Metrics.Authority).Append(_cluster.Gateway.Operations.Authority);
        var rules = await File.ReadAllTextAsync(Path.Combine(Built.Root, "deploy", "prometheus", "rules.yaml"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "rules.yaml"), rules.Replace("interval: 30s", "interval: 1s", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [rules.yaml]
            scrape_configs: [{ job_name: picket, static_configs: [{ targets: [{{string.Join(", ", targets.Select(target => $"\"{target}\""))}}] }] }]
            """);
        var port = Ports.Choose(0, 1);
        _prometheus = Tool.Start(
            "prometheus", $"--config.file={_folder.FullName}/prometheus.yml", $"--storage.tsdb.path={_folder.FullName}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error");
        _client = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
    }

    [Fact]
    public async Task Answers_every_query()
    {
        await DataAsync("count(up == 1) == 5");
        await DataAsync("picket:reports_bad:ratio_rate30d");
        await DataAsync("picket_canary_duration_seconds");
        using (var nothing = new StringContent("no report"))
        using (var browser = new HttpClient())
        {
            await browser.PostAsync(_standalone!.ReportUri, nothing); // Something that is not accepted.
        }

        await DataAsync("rate(picket_reports_total{outcome!=\"accepted\"}[5m])");

        var boards = Directory.EnumerateFiles(Path.Combine(Built.Root, "deploy", "grafana"), "*.json")
            .SelectMany(file => Expressions(JsonDocument.Parse(File.ReadAllText(file)).RootElement)).ToList();
        var rules = Rules().Matches(await File.ReadAllTextAsync(Path.Combine(Built.Root, "deploy", "prometheus", "rules.yaml")))
            .Select(match => (IsAlert: match.Groups[1].Value == "alert", Text: match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value)).ToList();
        Assert.True(boards.Count > 45, "The boards' queries are not found.");
        Assert.True(rules.Count > 20, "The rules are not found.");

        // An alert's expression is empty while all is well: it has to be valid, and each metric in it has to be there.
        List<string> wrong = [];
        foreach (var query in boards.Concat(rules.Where(rule => !rule.IsAlert).Select(rule => rule.Text)).Concat(rules.Where(rule => rule.IsAlert).SelectMany(rule => Metrics(rule.Text))).Distinct())
        {
            if (!_absent.Keys.Any(name => query.Contains(name, StringComparison.Ordinal)) && await AskAsync(query) is < 1 and var count)
            {
                wrong.Add($"{count}: {query}");
            }
        }

        foreach (var (_, text) in rules.Where(rule => rule.IsAlert))
        {
            if (await AskAsync(text) < 0)
            {
                wrong.Add($"refused: {text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.All(_absent.Keys, name => Assert.Contains(rules, rule => rule.Text.Contains(name, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Expressions(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => member is { Name: "expr", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : Expressions(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };

    private static IEnumerable<string> Metrics(string text) => Metric().Matches(text).Select(match => match.Value);

    private Task DataAsync(string query) => Until.TrueAsync(async () => await AskAsync(query) > 0, _patience, () => $"Prometheus has no data for {query}\n{_cluster.Said()}");

    /// <summary>How many series it answers; -1 where it refuses or does not answer.</summary>
    private async Task<int> AskAsync(string query)
    {
        try
        {
            using var answer = await _client!.GetAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative));
            if (!answer.IsSuccessStatusCode)
            {
                return -1;
            }

            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return page.RootElement.GetProperty("data").GetProperty("result").GetArrayLength();
        }
        catch (HttpRequestException)
        {
            return -1; // It has not opened its port yet.
        }
    }

    [GeneratedRegex(@"- (alert|record): \S+\n\s+expr: (?:\|\n((?:\s{10,}.*\n)+)|(.*)\n)")]
    private static partial Regex Rules();

    [GeneratedRegex(@"\b(picket|kubelet|orleans|dotnet)_\w+\b|\bup(?=\{)|\bpicket:[\w:]+")]
    private static partial Regex Metric();
}
