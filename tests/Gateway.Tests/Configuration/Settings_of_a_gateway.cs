using Microsoft.Extensions.Configuration;
using Picket.Gateway.Destinations;
using Picket.Hosting;

namespace Picket.Gateway.Tests.Configuration;

public sealed class Settings_of_a_gateway
{
    [Fact]
    public void What_must_be_set_is_enough()
    {
        var options = Read(("Hosts:0", "http://10.0.0.5:8080"), ("FramesSecret", "0123456789abcdef"));
        Assert.Equal((8080, Placement.Strict), (options.Port, options.Placement));
        var host = Assert.Single(options.ParseHosts());
        Assert.Equal(("http://10.0.0.5:8081", "10.0.0.5:8082"), (host.Operations, host.Frames));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(
            ("Port", "many"), ("Hosts:0", "10.0.0.5"), ("FramesSecret", "short"), ("NetworkRate", "0"), ("HealthIntervall", "00:00:01"), ("Tls", "/nowhere.pem"), ("TrustedNetworks:0", "all"),
            ("Placement", "Best")));
        Assert.All(
            (string[])["Port", "Hosts", "FramesSecret", "NetworkRate", "HealthIntervall", "HealthInterval meant", "Tls", "TrustedNetworks", "Strict or Bounded"],
            name => Assert.Contains(name, wrong.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_gateway_without_hosts_is_told_how_to_name_them() =>
        Assert.Contains("Picket:Hosts: Name the hosts", Assert.Throws<SettingsException>(() => Read(("FramesSecret", "0123456789abcdef"))).Message, StringComparison.Ordinal);

    private static Gateway.Configuration.GatewayOptions Read(params (string Name, string Value)[] settings) => Host.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Picket:{setting.Name}", (string?)setting.Value))).Build());
}
