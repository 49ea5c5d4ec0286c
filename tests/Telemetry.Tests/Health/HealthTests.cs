using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Picket.Telemetry.Tests.Support;

namespace Picket.Telemetry.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_host_lives_while_it_starts_and_ends_but_is_ready_only_between()
    {
        await using var host = await RunningHost.StartAsync();
        Assert.Equal((200, 503, 503), await StatesAsync(host));
        host.Gate.MarkStarted();
        Assert.Equal((200, 200, 200), await StatesAsync(host));
        host.Gate.MarkStopping();
        Assert.Equal((200, 200, 503), await StatesAsync(host));
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, 200)]
    [InlineData(HealthStatus.Degraded, 200)]
    [InlineData(HealthStatus.Unhealthy, 503)]
    public async Task Checks_tagged_ready_decide_readiness_alone(HealthStatus status, int ready)
    {
        await using var host = await RunningHost.StartAsync(checks =>
        {
            checks.AddCheck("database", () => new(status), [OperationsPort.ReadyTag]);
            checks.AddCheck("elsewhere", () => HealthCheckResult.Unhealthy());
        });
        host.Gate.MarkStarted();
        Assert.Equal((200, 200, ready), await StatesAsync(host));
    }

    [Fact]
    public async Task The_body_names_every_check_with_its_state()
    {
        await using var host = await RunningHost.StartAsync(checks =>
            checks.AddCheck("database", () => HealthCheckResult.Unhealthy("PostgreSQL does not answer."), [OperationsPort.ReadyTag]));
        host.Gate.MarkStarted();
        using var answer = await host.Operations.GetAsync("/health/ready");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("unhealthy", body.RootElement.GetProperty("status").GetString());
        var checks = body.RootElement.GetProperty("checks");
        Assert.Equal(["database", "lifecycle"], checks.EnumerateObject().Select(check => check.Name).Order());
        Assert.Equal("healthy", checks.GetProperty("lifecycle").GetProperty("status").GetString());
        Assert.Equal("unhealthy", checks.GetProperty("database").GetProperty("status").GetString());
        Assert.Equal("PostgreSQL does not answer.", checks.GetProperty("database").GetProperty("description").GetString());
    }

    [Fact]
    public async Task What_an_exception_says_is_not_shown()
    {
        await using var host = await RunningHost.StartAsync(checks =>
            checks.AddCheck("database", () => throw new InvalidOperationException("Password=hunter2"), [OperationsPort.ReadyTag]));
        using var answer = await host.Operations.GetAsync("/health/ready");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"database\":{\"status\":\"unhealthy\"}", body, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
    }

    private static async Task<(int Live, int Startup, int Ready)> StatesAsync(RunningHost host) =>
        (await StateAsync(host, "live"), await StateAsync(host, "startup"), await StateAsync(host, "ready"));

    private static async Task<int> StateAsync(RunningHost host, string which)
    {
        using var answer = await host.Operations.GetAsync($"/health/{which}");
        return (int)answer.StatusCode;
    }
}
