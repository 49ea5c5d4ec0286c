using Picket.Testing;
using Picket.Web.Tests.Ingest;

namespace Picket.Gateway.Tests.Ingest;

/// <summary>A gateway before the host that the contract is written for.</summary>
public sealed class GatewayIngestHost : IIngestHost, IAsyncLifetime
{
    private const long Marker = 999_999_999_999;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly KestrelIngestHost _host = new();
    private LocalGateway _gateway = null!;

    public Uri BaseAddress => _gateway.Address;

    public FakeIntake Intake => _host.Intake;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _gateway = await LocalGateway.StartAsync(LocalGateway.Options(_host.BaseAddress, _host.FramesPort));
        await _gateway.HostsAsync(1);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _host.DisposeAsync();
    }

    /// <summary>Refusals reach the host in their order, a moment later: once the last has, all have.</summary>
    public Task SettleAsync()
    {
        _gateway.Hosts[0].Link.Refuse(new(Marker), "key_missing");
        return Until.TrueAsync(() => Intake.Refusals.Any(refusal => refusal.Project.Value == Marker), Patience, "refusals have reached the host");
    }
}
