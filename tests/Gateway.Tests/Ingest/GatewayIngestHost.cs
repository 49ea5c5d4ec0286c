using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Gateway.Configuration;
using Picket.Gateway.Edge;
using Picket.Hosting;
using Picket.Testing;
using Picket.Web.Tests.Ingest;

namespace Picket.Gateway.Tests.Ingest;

/// <summary>A gateway before the host that the contract is written for.</summary>
public sealed class GatewayIngestHost : IIngestHost, IAsyncLifetime
{
    private const long Marker = 999_999_999_999;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly KestrelIngestHost _host = new();
    private WebApplication _app = null!;

    public Uri BaseAddress { get; private set; } = null!;

    public FakeIntake Intake => _host.Intake;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        var options = new GatewayOptions
        {
            HostFramesPort = _host.FramesPort,
            HostOperationsPort = _host.BaseAddress.Port,
            FramesSecret = KestrelIngestHost.Secret,
            NetworkRate = 1_000_000,
            NetworkBurst = 10_000_000,
        };
        options.Hosts.Add(_host.BaseAddress.ToString());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = Ports.Choose(0);
        _app = GatewayApp.Build(builder, options, port, certificate: null);
        await _app.StartAsync();
        BaseAddress = new($"http://127.0.0.1:{port}");
        await UntilAsync(() => _app.Services.GetRequiredService<Upstreams>().All is [{ IsUsable: true }], "the gateway has found its host");
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _host.DisposeAsync();
    }

    /// <summary>Refusals reach the host in their order, a moment later: once the last has, all have.</summary>
    public Task SettleAsync()
    {
        _app.Services.GetRequiredService<Upstreams>().All[0].Link.Refuse(new(Marker), "key_missing");
        return UntilAsync(() => Intake.Refusals.Any(refusal => refusal.Project.Value == Marker), "refusals have reached the host");
    }

    private static Task UntilAsync(Func<bool> condition, string what) => Until.TrueAsync(condition, Patience, what);
}
