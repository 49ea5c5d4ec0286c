using System.Net.Sockets;
using Picket.Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Picket.Gateway.Destinations;

/// <summary>Asks again and again which addresses a name has, and makes each a host. While the name cannot be resolved, the last known hosts stay.</summary>
internal sealed partial class DnsHosts(InMemoryConfigProvider table, GatewayOptions options, IResolver resolver, TimeProvider time, ILogger<DnsHosts> log) : BackgroundService
{
    // At once, and not at the first tick: who starts wants hosts.
    private HashSet<HostAddress> _hosts = [];
    private bool _lost;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ParseHostsDns() is not { } name)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.DnsRefresh, time);
        do
        {
            await RefreshAsync(name, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RefreshAsync(HostAddress name, CancellationToken cancellation)
    {
        HashSet<HostAddress> found;
        try
        {
            found = [.. (await resolver.ResolveAsync(name.Site.IdnHost, cancellation)).Select(name.At)];
        }
        catch (SocketException e)
        {
            if (!_lost)
            {
                LogLost(name.Site.IdnHost, e.SocketErrorCode);
            }

            _lost = true;
            return;
        }

        if (_lost || !found.SetEquals(_hosts))
        {
            LogHosts(name.Site.IdnHost, found.Count);
        }

        if (!found.SetEquals(_hosts))
        {
            table.Update(ProxyTable.Routes, ProxyTable.Clusters([.. options.ParseHosts(), .. found.OrderBy(host => host.Name, StringComparer.Ordinal)], options));
        }

        (_hosts, _lost) = (found, false);
    }

    [LoggerMessage(7001, LogLevel.Information, "{Name} has {Count} addresses, each a host.")]
    private partial void LogHosts(string name, int count);

    [LoggerMessage(7002, LogLevel.Warning, "{Name} cannot be resolved ({Error}); the hosts known so far stay.")]
    private partial void LogLost(string name, SocketError error);
}
