using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using Picket.Telemetry.Tests.Support;

namespace Picket.Telemetry.Tests;

[Collection(AloneCollection.Name)]
public sealed class OtlpTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task With_an_endpoint_metrics_and_traces_are_pushed_there_and_tell_no_key()
    {
        var port = RunningHost.FreePort();
        var received = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = Collector(port, received);
        await collector.StartAsync();
        using (new Variables(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_TRACES_SAMPLER", "always_on")))
        {
            await using var host = await RunningHost.StartAsync();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/1/security/?sentry_key={Key}");
            using var answer = await host.Site.SendAsync(request);
            Assert.Contains("picket_build_info", await host.Operations.GetStringAsync("/metrics"), StringComparison.Ordinal);
        }

        Assert.Contains(received, push => push.Path == "/v1/metrics" && push.Body.Contains("picket.build.info", StringComparison.Ordinal));
        var traces = Assert.Single(received, push => push.Path == "/v1/traces").Body;
        Assert.Contains("Microsoft.AspNetCore", traces, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, traces, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_sender_cannot_have_its_requests_traced(string? sampler)
    {
        var port = RunningHost.FreePort();
        var received = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = Collector(port, received);
        await collector.StartAsync();
        using (new Variables(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_TRACES_SAMPLER", sampler)))
        {
            await using var host = await RunningHost.StartAsync();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");

            // Its first half is the largest there is: the sampler, which compares it with a bound, would be the last to take it.
            request.Headers.Add("traceparent", "00-7fffffffffffffff0000000000000001-00f067aa0ba902b7-01");
            using var answer = await host.Site.SendAsync(request);
        }

        Assert.Contains(received, push => push.Path == "/v1/metrics");
        Assert.DoesNotContain(received, push => push.Path == "/v1/traces");
    }

    [Fact]
    public void Without_an_endpoint_nothing_is_traced()
    {
        using var variables = new Variables(("OTEL_EXPORTER_OTLP_ENDPOINT", null));
        using var services = new ServiceCollection().AddPicketTelemetry("picket-test").BuildServiceProvider();
        Assert.Null(services.GetService<TracerProvider>());
    }

    private static WebApplication Collector(int port, ConcurrentQueue<(string Path, string Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.Latin1);
            received.Enqueue((context.Request.Path, await body.ReadToEndAsync()));
        });
        return app;
    }

    /// <summary>Tests that set environment variables: every host that starts meanwhile would read them.</summary>
    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class AloneCollection
    {
        public const string Name = "Alone";
    }

    /// <summary>Environment variables while a test runs.</summary>
    private sealed class Variables : IDisposable
    {
        private readonly List<(string Name, string? Value)> _before = [];

        public Variables(params (string Name, string? Value)[] variables)
        {
            foreach (var (name, value) in variables)
            {
                _before.Add((name, Environment.GetEnvironmentVariable(name)));
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        public void Dispose() => _before.ForEach(variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
    }
}
