using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Picket.Gateway.Destinations;
using Picket.Testing;
using Picket.Web.Tests.Ingest;

namespace Picket.Gateway.Tests.Destinations;

public sealed class Hosts_of_a_name : IAsyncLifetime, IDisposable
{
    private static readonly IPAddress[] One = [IPAddress.Loopback];

    private readonly KestrelIngestHost _host = new();
    private readonly FakeResolver _resolver = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public async Task Come_and_go_with_their_addresses()
    {
        await using var gateway = await StartAsync();
        await _resolver.AskedAsync();
        Assert.Empty(gateway.Hosts);
        _resolver.Answer = () => One;
        await gateway.HostsAsync(1);
        _resolver.Answer = () => [];
        await gateway.HostsAsync(0);
        Assert.Empty(gateway.Hosts);
    }

    [Fact]
    public async Task Stay_while_the_name_cannot_be_resolved()
    {
        _resolver.Answer = () => One;
        await using var gateway = await StartAsync();
        await gateway.HostsAsync(1);
        var known = gateway.Hosts[0];
        _resolver.Answer = () => throw new SocketException((int)SocketError.HostNotFound);
        await _resolver.AskedAsync();
        await _resolver.AskedAsync();
        Assert.Same(known, Assert.Single(gateway.Hosts));
        Assert.True(known.IsUsable);
    }

    [Fact]
    public async Task Keep_their_links_when_others_come()
    {
        _resolver.Answer = () => One;
        await using var gateway = await StartAsync();
        await gateway.HostsAsync(1);
        var known = gateway.Hosts[0];
        _resolver.Answer = () => [IPAddress.Loopback, IPAddress.Parse("127.0.0.2")];
        await gateway.HostsAsync(1); // Nothing listens at the second address.
        await Until.TrueAsync(() => gateway.Hosts.Length == 2, TimeSpan.FromSeconds(20), "the second host is known");
        Assert.Contains(known, gateway.Hosts);
    }

    private Task<LocalGateway> StartAsync()
    {
        var options = LocalGateway.Options(_host.BaseAddress, _host.FramesPort);
        options.Hosts.Clear();
        options.HostsDns = $"http://hosts.example:{_host.BaseAddress.Port}";
        options.DnsRefresh = TimeSpan.FromMilliseconds(200);
        return LocalGateway.StartAsync(options, services: services => services.AddSingleton<IResolver>(_resolver));
    }

    private sealed class FakeResolver : IResolver, IDisposable
    {
        private readonly SemaphoreSlim _asked = new(0);

        public Func<IPAddress[]> Answer { get; set; } = () => [];

        public Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation)
        {
            Assert.Equal("hosts.example", name);
            _asked.Release();
            return Task.FromResult(Answer());
        }

        /// <summary>Waits until it has been asked once more.</summary>
        public async Task AskedAsync()
        {
            while (_asked.Wait(0))
            {
            }

            Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(20)));
        }

        public void Dispose() => _asked.Dispose();
    }
}
