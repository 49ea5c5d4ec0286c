using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Picket.Telemetry.Tests.Support;

namespace Picket.Telemetry.Tests;

public sealed class OperationsPortTests
{
    public static TheoryData<string> Operations => ["/metrics", "/health/live", "/health/startup", "/health/ready"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_sites_port_knows_nothing_of_operations(string path)
    {
        await using var host = await RunningHost.StartAsync();
        Assert.Equal("site", await host.Site.GetStringAsync(path));
        Assert.NotEqual(HttpStatusCode.NotFound, (await host.Operations.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/page")]
    [InlineData("/metrics/more")]
    [InlineData("/health")]
    public async Task The_operations_port_knows_nothing_of_the_site(string path)
    {
        await using var host = await RunningHost.StartAsync(map: app => app.MapGet("/page", () => "site"));
        Assert.Equal("site", await host.Site.GetStringAsync(path));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Operations.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_page_of_the_site_at_the_same_path_is_told_apart_by_port()
    {
        await using var host = await RunningHost.StartAsync(map: app => app.MapGet("/health/{which}", (string which) => $"site's {which}"));
        Assert.Equal("site's live", await host.Site.GetStringAsync("/health/live"));
        Assert.StartsWith("{\"status\"", await host.Operations.GetStringAsync("/health/live"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Middleware_of_the_site_does_not_run_for_operations()
    {
        await using var host = await RunningHost.StartAsync(map: app => app.Use((HttpContext context, RequestDelegate next) =>
        {
            context.Response.Headers["X-Site"] = "yes";
            return next(context);
        }));
        Assert.True((await host.Site.GetAsync("/")).Headers.Contains("X-Site"));
        Assert.False((await host.Operations.GetAsync("/metrics")).Headers.Contains("X-Site"));
    }

    [Fact]
    public async Task The_host_header_opens_no_port()
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = host.Operations.BaseAddress!.Authority;
        using var answer = await host.Site.SendAsync(request);
        Assert.Equal("site", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_are_only_read()
    {
        await using var host = await RunningHost.StartAsync();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Operations.PostAsync("/metrics", null)).StatusCode);
    }
}
