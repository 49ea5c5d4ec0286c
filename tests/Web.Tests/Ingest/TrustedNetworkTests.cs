namespace Picket.Web.Tests.Ingest;

public sealed class TrustedNetworkTests(TrustedNetworkTests.BehindProxy host) : IngestContract(host), IClassFixture<TrustedNetworkTests.BehindProxy>
{
    [Fact]
    public async Task A_forwarded_address_counts_where_its_network_is_trusted()
    {
        foreach (var address in (string[])["203.0.113.7", "203.0.113.99", "198.51.100.1"])
        {
            await AcceptedAsync(await SendAsync(Post(WithKey(), headers: ("X-Forwarded-For", address))));
        }

        var networks = Intake.Submissions.Select(submission => submission.Network).ToArray();
        Assert.Equal(networks[0], networks[1]);
        Assert.NotEqual(networks[0], networks[2]);
    }

    public sealed class BehindProxy() : KestrelIngestHost([new("Picket:TrustedNetworks:0", "127.0.0.0/8")]);
}
