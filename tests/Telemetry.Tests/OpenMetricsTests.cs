using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Picket.Telemetry.Prometheus;
using Picket.Telemetry.Tests.Support;

namespace Picket.Telemetry.Tests;

/// <summary>The other format of the page: OpenMetrics 1.0.</summary>
public sealed partial class OpenMetricsTests
{
    private const string PlainText = "text/plain";
    private const string OpenMetrics = "application/openmetrics-text";

    [Theory]
    [InlineData("", PlainText)]
    [InlineData("*/*", PlainText)]
    [InlineData("text/plain;version=0.0.4", PlainText)]
    [InlineData("not a header", PlainText)]
    [InlineData("application/openmetrics-text;version=2.0.0", PlainText)]
    [InlineData("application/openmetrics-text;q=0", PlainText)]
    [InlineData("application/openmetrics-text;q=0.1,text/plain", PlainText)]
    [InlineData("application/openmetrics-text", OpenMetrics)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", OpenMetrics)]
    public async Task Who_scrapes_chooses(string accept, string expected)
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await host.Operations.SendAsync(request);
        Assert.Equal(expected, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected == OpenMetrics, (await answer.Content.ReadAsStringAsync()).EndsWith("\n# EOF\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_counters_family_has_no_total_and_quotes_in_help_are_escaped()
    {
        var lines = Page.Whole([meter => meter.CreateCounter<long>("served", "{request}", "Odd \"help\".").Add(3)], dialect: TextDialect.OpenMetrics);
        Assert.Equal(["# HELP served Odd \\\"help\\\".", "# TYPE served counter", "served_total 3"], lines[..3]);
        Assert.Equal("# EOF", lines[^1]);
    }

    [Fact]
    public void Each_bucket_names_the_last_trace_that_fell_into_it()
    {
        using var activity = new Activity("a").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var lines = Page.Whole(
            [meter =>
            {
                var took = meter.CreateHistogram("took", "s", "", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
                took.Record(0.5);
                took.Record(3);
            }],
            dialect: TextDialect.OpenMetrics);
        var exemplar = $@" # \{{span_id=""{activity.SpanId}"",trace_id=""{activity.TraceId}""\}} ";
        Assert.Matches($@"^took_seconds_bucket\{{le=""1""\}} 1{exemplar}0\.5 \d+(\.\d+)?$", lines[2]);
        Assert.Equal("took_seconds_bucket{le=\"2\"} 1", lines[3]);
        Assert.Matches($@"^took_seconds_bucket\{{le=""\+Inf""\}} 2{exemplar}3 \d+(\.\d+)?$", lines[4]);
    }

    [Fact]
    public void Nothing_conflicts_that_does_not_in_the_other_format()
    {
        Action<Meter>[] measure = [meter => meter.CreateCounter<long>("a").Add(1), meter => meter.CreateGauge<long>("b").Record(1), meter => meter.CreateHistogram<int>("c").Record(1)];
        Assert.Contains(Page.Whole(measure, dialect: TextDialect.OpenMetrics), line => line == "picket_metrics_dropped_series{reason=\"conflict\"} 0");
    }

    [Theory]
    [InlineData(PlainText)]
    [InlineData(OpenMetrics)]
    public async Task Says_the_same_as_the_exporter_of_OpenTelemetry(string accept)
    {
        var name = $"Picket.Test.{Guid.NewGuid():N}";
        using var meter = new Meter(name);
        await using var theirs = await StartTheirsAsync(name);
        await using var host = await RunningHost.StartAsync();
        var way = new KeyValuePair<string, object?>("way", "in \"here\"");
        meter.CreateCounter<long>("picket.same.served", "{request}", "Served.").Add(42, way);
        meter.CreateUpDownCounter<long>("picket.same.open", null, "Open.").Add(-3);
        meter.CreateGauge<double>("picket.same.level", "By", "Level.").Record(2.5, new KeyValuePair<string, object?>("a.b", true));
        var took = meter.CreateHistogram<double>("picket.same.took", "s", "Took.");
        took.Record(0.3, way);
        took.Record(7, way);

        using var client = new HttpClient { BaseAddress = new(theirs.Urls.First()) };
        var ours = Samples(await GetAsync(host.Operations, accept));
        var expected = Samples(await GetAsync(client, accept));
        Assert.True(expected.Count > 15, "Too little to compare.");
        Assert.Equal(expected, ours);
    }

    private static async Task<WebApplication> StartTheirsAsync(string meter)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(meter).AddPrometheusExporter());
        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();
        return app;
    }

    private static async Task<string> GetAsync(HttpClient client, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Types and series of the meter that both know, without what only the exporter adds (scope labels, timestamps, times of creation) and with numbers as numbers.</summary>
    private static List<string> Samples(string page) =>
    [
        .. page.Split('\n').Where(line => line.StartsWith("picket_same_", StringComparison.Ordinal) || line.StartsWith("# TYPE picket_same_", StringComparison.Ordinal))
            .Where(line => !line.Contains("_created", StringComparison.Ordinal)) // Optional, and Prometheus makes nothing of it.
            .Select(line => Sample().Match(line) is { Success: true } found
                ? $"{found.Groups[1]}{{{string.Join(",", Label().Matches(found.Groups[2].Value).Select(label => label.Value).Where(label => !label.StartsWith("otel_scope", StringComparison.Ordinal)).Select(Number).Order(StringComparer.Ordinal))}}} {double.Parse(found.Groups[3].Value, CultureInfo.InvariantCulture)}"
                : line)
            .Order(StringComparer.Ordinal),
    ];

    private static string Number(string label) => label.StartsWith("le=", StringComparison.Ordinal) && double.TryParse(label[4..^1], CultureInfo.InvariantCulture, out var bound) ? $"le=\"{bound}\"" : label;

    [GeneratedRegex(@"^(picket_\w+)(?:\{(.*)\})? (\S+)( \d+)?$")]
    private static partial Regex Sample();

    [GeneratedRegex(@"\w+=""(?:[^""\\]|\\.)*""")]
    private static partial Regex Label();
}
