using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Picket.Telemetry.Tests.Support;

namespace Picket.Telemetry.Tests;

public sealed class ScrapeTests
{
    [Fact]
    public async Task A_scrape_is_the_text_format_with_its_length()
    {
        await using var host = await RunningHost.StartAsync();
        using var answer = await host.Operations.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var page = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(page.Length, answer.Content.Headers.ContentLength);
        Assert.Equal((byte)'\n', page[^1]);
    }

    [Fact]
    public async Task Build_runtime_and_server_are_measured_but_not_every_request()
    {
        await using var host = await RunningHost.StartAsync();
        await host.Site.GetStringAsync("/");
        var page = await host.Operations.GetStringAsync("/metrics");
        Assert.Matches(@"(?m)^picket_build_info\{version=""\d+\.\d+\.\d+[^""+]*""\} 1$", page);
        Assert.Matches("(?m)^dotnet_gc_collections_total\\{", page);
        Assert.Matches("(?m)^kestrel_active_connections\\{", page);
        Assert.DoesNotContain("http_server", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kestrel_connection_duration", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instrument_with_too_many_series_sums_the_rest_in_one()
    {
        await using var host = await RunningHost.StartAsync();
        using var meter = new Meter("Picket.Tests.Cardinality");
        var counter = meter.CreateCounter<long>("picket.tests.flood");
        for (var i = 0; i < 3000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("number", i));
        }

        var series = (await host.Operations.GetStringAsync("/metrics")).Split('\n').Where(line => line.StartsWith("picket_tests_flood_total{", StringComparison.Ordinal)).ToList();
        Assert.InRange(series.Count, 400, 501);
        Assert.Equal(3000, series.Sum(line => long.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Single(series, line => line.StartsWith("picket_tests_flood_total{otel_metric_overflow=\"true\"}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scrapes_at_once_are_each_whole()
    {
        await using var host = await RunningHost.StartAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Operations.GetStringAsync("/metrics")));
        Assert.All(pages, page =>
        {
            Assert.Single(Regex.Matches(page, "(?m)^# TYPE picket_build_info gauge$"));
            Assert.EndsWith("picket_metrics_dropped_series{reason=\"limit\"} 0\n", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_scrape_that_was_given_up_frees_its_turn()
    {
        await using var host = await RunningHost.StartAsync();
        using var gate = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var meter = new Meter("Picket.Tests.Slow");
        meter.CreateObservableGauge("picket.tests.slow", () =>
        {
            entered.TrySetResult();
            gate.Wait(TimeSpan.FromSeconds(30));
            return 1;
        });
        var slow = host.Operations.GetStringAsync("/metrics");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using var impatient = new CancellationTokenSource();
        var waiting = host.Operations.GetStringAsync("/metrics", impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Set();
        await slow;
        Assert.Contains("picket_tests_slow 1\n", await host.Operations.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }
}
