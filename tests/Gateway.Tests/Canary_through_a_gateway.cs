using System.Globalization;
using System.Text.RegularExpressions;
using Picket.Testing;

namespace Picket.Gateway.Tests;

/// <summary>A gateway before a Standalone, both processes of their own, as <c>./run --gateway</c> and the chart put them: Picket's own reports take the way that browsers' take.</summary>
public sealed class Canary_through_a_gateway : IAsyncLifetime
{
    private const string Secret = "a secret that gateways and hosts know";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private TestPostgres _postgres = null!;
    private string _database = "";
    private GatewayProcess _gateway = null!;
    private StandaloneProcess _host = null!;

    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.StartAsync();
        _database = await _postgres.CreateDatabaseAsync();
        var port = FreePorts.Take(3);
        _gateway = await GatewayProcess.StartAsync(new Dictionary<string, string> { ["Picket__FramesSecret"] = Secret, ["Picket__Hosts__0"] = $"http://127.0.0.1:{port}" });
        _host = await StandaloneProcess.StartAsync(new()
        {
            Port = port,
            Environment = new Dictionary<string, string>
            {
                ["ConnectionStrings__Postgres"] = _database,
                ["Picket__FramesSecret"] = Secret,
                ["Picket__Canary"] = "true",
                ["Picket__CanaryUrl"] = _gateway.Address.GetLeftPart(UriPartial.Authority),
            },
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _gateway.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Comes_through_and_so_does_the_report_of_a_check()
    {
        await Until.TrueAsync(async () => await ReadAsync(_host.Metrics, "picket_canary_last_success_timestamp_seconds") > 0, _patience, () => _host.Output + _gateway.Output);
        Assert.Equal(1, await ReadAsync(new Uri(_gateway.Operations, "/metrics"), "picket_gateway_reports_total{result=\"answered\"}"));

        // Twice: the second finds the first one's project and issue.
        for (var i = 2; i <= 3; i++)
        {
            var (code, said) = await CheckAsync(_gateway.Address);
            Assert.True(code == 0, said);
            Assert.Contains("counted once", said, StringComparison.Ordinal);
            Assert.Equal(i, await ReadAsync(new Uri(_gateway.Operations, "/metrics"), "picket_gateway_reports_total{result=\"answered\"}"));
        }

        await _gateway.StopAsync();
        var (refused, why) = await CheckAsync(_gateway.Address);
        Assert.Equal(1, refused);
        Assert.Contains("(Connect)", why, StringComparison.Ordinal);
    }

    private Task<(int Code, string Said)> CheckAsync(Uri through) => Command.RunAsync(
        Built.Root, "dotnet", [Built.Standalone, "check", "--through", through.GetLeftPart(UriPartial.Authority)], ("ConnectionStrings__Postgres", _database));

    private static async Task<double> ReadAsync(Uri metrics, string series)
    {
        using var client = new HttpClient();
        var found = Regex.Match(await client.GetStringAsync(metrics), $"^{Regex.Escape(series)} (.+)$", RegexOptions.Multiline);
        return found.Success ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN;
    }
}
