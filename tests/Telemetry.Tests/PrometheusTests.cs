using System.Diagnostics.Metrics;
using System.Text.Json;
using Picket.Telemetry.Tests.Support;
using Picket.Testing;

namespace Picket.Telemetry.Tests;

/// <summary>What Prometheus' own programs make of the page.</summary>
public sealed class PrometheusTests
{
    private const int LintOnly = 3;

    [Fact]
    public async Task Promtool_reads_the_page_and_finds_nothing_wrong_with_our_own_names()
    {
        await using var host = await RunningHost.StartAsync();
        await host.Site.GetStringAsync("/");
        using var meter = new Meter("Picket.Tests.Promtool");
        meter.CreateCounter<long>("picket.tests.odd", "{thing}", "Odd \\ and\nlong.").Add(1, new KeyValuePair<string, object?>("le", "a\"b\\c\nd\0 \uD800"));
        meter.CreateHistogram<double>("picket.tests.took", "s", "Took.").Record(double.NaN, new KeyValuePair<string, object?>("le", "1"));
        meter.CreateGauge<double>("picket.tests.level", "1", "Level.").Record(double.NegativeInfinity);
        var (code, said) = await CheckAsync(await host.Operations.GetByteArrayAsync("/metrics"));
        Assert.True(code is 0 or LintOnly, said);
        // Names of the runtime and the server are theirs.
        Assert.DoesNotContain(said.Split('\n'), line => line.StartsWith("picket_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("# TYPE a counter\n# TYPE a counter\na 1\n")]
    [InlineData("a{b=\"c\" 1\n")]
    public async Task Promtool_would_say_so(string broken) => Assert.Equal(1, (await CheckAsync(System.Text.Encoding.UTF8.GetBytes(broken))).Code);

    [Fact]
    public async Task A_real_Prometheus_scrapes_it()
    {
        await using var host = await RunningHost.StartAsync();
        using var meter = new Meter("Picket.Tests.Prometheus");
        meter.CreateCounter<long>("picket.tests.served", "{request}", "Served.").Add(42, new KeyValuePair<string, object?>("way", "in \"here\""));
        var folder = TemporaryFolder.Create();
        try
        {
            var port = RunningHost.FreePort();
            var configuration = Path.Combine(folder.FullName, "prometheus.yml");
            await File.WriteAllTextAsync(configuration, $$"""
                global: { scrape_interval: 1s }
                scrape_configs: [{ job_name: picket, static_configs: [{ targets: ["{{host.Operations.BaseAddress!.Authority}}"] }] }]
                """);
            await using var prometheus = Tool.Start(
                "prometheus", $"--config.file={configuration}", $"--storage.tsdb.path={folder.FullName}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error");
            using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
            var seen = "no answer";
            await Until.TrueAsync(
                async () =>
                {
                    Assert.False(prometheus.HasExited);
                    return (seen = await QueryAsync(client, "up{job=\"picket\"}")) == "1";
                },
                TimeSpan.FromSeconds(60),
                () => $"up is {seen}");
            Assert.Equal("42", await QueryAsync(client, "picket_tests_served_total{way='in \"here\"'}"));
            Assert.Equal("1", await QueryAsync(client, "count(picket_build_info)"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Said)> CheckAsync(byte[] page)
    {
        await using var promtool = Tool.Start("promtool", "check", "metrics");
        return await promtool.RunAsync(page);
    }

    private static async Task<string> QueryAsync(HttpClient client, string query)
    {
        try
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}"));
            var result = answer.RootElement.GetProperty("data").GetProperty("result");
            return result.GetArrayLength() == 1 ? result[0].GetProperty("value")[1].GetString()! : $"{result.GetArrayLength()} series";
        }
        catch (HttpRequestException e)
        {
            return e.Message; // It has not opened its port yet.
        }
    }
}
