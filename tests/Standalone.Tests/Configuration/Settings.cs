using System.Net;
using Microsoft.Extensions.Configuration;
using Picket.Hosting;
using Picket.Site;

namespace Picket.Standalone.Tests.Configuration;

public sealed class Settings
{
    [Fact]
    public void Without_any_the_defaults_hold()
    {
        var settings = Read();

        Assert.Equal(8080, settings.Host.Port);
        Assert.Empty(Addresses.Parse(settings.Host.Listen));
        Assert.Equal(1000, settings.Ingestion.NewIssuesPerHour);
        Assert.Equal(400, settings.Storage.RetentionDays);
        Assert.Null(settings.ConnectionString);
    }

    [Fact]
    public void Each_kind_of_value_is_read()
    {
        var settings = Read(
            ("Picket:Port", "9000"), ("Picket:Listen", "192.0.2.7, ::1"), ("Picket:Demo", "true"), ("Picket:HoldTime", "00:00:02"), ("Picket:NetworkShare", "0.5"),
            ("Picket:RetentionDays", "7"), ("Picket:TrustedNetworks:0", "10.0.0.0/8"), ("ConnectionStrings:Postgres", "Host=db"));

        Assert.Equal(9000, settings.Host.Port);
        Assert.Equal([IPAddress.Parse("192.0.2.7"), IPAddress.IPv6Loopback], Addresses.Parse(settings.Host.Listen));
        Assert.True(settings.Host.Demo);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Ingestion.HoldTime);
        Assert.Equal(0.5, settings.Ingestion.NetworkShare);
        Assert.Equal(7, settings.Storage.RetentionDays);
        Assert.Equal("Host=db", settings.ConnectionString);
    }

    [Fact]
    public void A_star_stands_for_all_addresses() => Assert.Equal([IPAddress.IPv6Any], Addresses.Parse(Read(("Picket:Listen", "*")).Host.Listen));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(
            ("Picket:Port", "eighty"), ("Picket:Listen", "everywhere"), ("Picket:HoldTime", "soon"), ("Picket:CommitRows", "0"), ("Picket:RetentionDays", "4000"),
            ("Picket:PublicUrl", "reports.example.com"), ("Picket:Tls", "/no/such.pem"), ("Picket:Retention", "7"), ("Picket:TrustedNetworks:0", "10.0.0.0/33")));

        foreach (var part in new[]
        {
            "Picket:Port: 'eighty'", "'everywhere'", "Picket:HoldTime: 'soon'", "Picket:CommitRows", "Picket:RetentionDays", "reports.example.com", "/no/such.pem",
            "Picket:Retention: There is no such setting.", "10.0.0.0/33",
        })
        {
            Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_that_is_nearly_right_is_guessed() =>
        Assert.Contains("Is PublicUrl meant?", Assert.Throws<SettingsException>(() => Read(("Picket:PublicURI", "x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_that_contradict_each_other_are_told() =>
        Assert.Contains("Picket:ResendTime", Assert.Throws<SettingsException>(() => Read(("Picket:HoldTime", "00:00:20"))).Message, StringComparison.Ordinal);

    private static SiteSettings<StandaloneOptions> Read(params (string Name, string Value)[] settings) => SiteSettings.Read<StandaloneOptions>(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
