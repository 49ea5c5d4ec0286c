using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Picket.Faults.Tests;
using Picket.Hosting;
using Picket.Testing;

namespace Picket.Cluster.Tests.Processes;

/// <summary>Silos whose connections are encrypted and known at both ends.</summary>
[Collection(OnClusterGround.Name)]
public sealed class Silos_over_TLS(TwoSilosOverTls silos) : IClassFixture<TwoSilosOverTls>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task They_find_each_other_and_bring_each_other_reports()
    {
        Assert.Equal(2, await Database.OneAsync(silos.Database, "select count(*) from cluster_silos where status = 3"));
        using var http = new HttpClient();
        var before = await RemoteAsync(http);
        foreach (var silo in silos.Processes.Concat(silos.Processes))
        {
            using var content = new StringContent("""{"csp-report":{"document-uri":"https://shop.example/","effective-directive":"img-src","blocked-uri":"https://cdn.example/a.png"}}""");
            using var answer = await http.PostAsync(silo.ReportUri, content);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.InRange(await RemoteAsync(http), before + 1, before + 4);
    }

    [Fact]
    public async Task Whoever_another_authority_has_signed_or_nobody_or_speaks_no_TLS_is_refused()
    {
        using var ours = silos.Ours.Sign("somebody");
        using var foreign = silos.Foreign.Sign("somebody");
        Assert.True(await IsHeardAsync(ours));
        Assert.False(await IsHeardAsync(foreign));
        Assert.False(await IsHeardAsync(null));
        using var plain = await ConnectAsync();
        await plain.GetStream().WriteAsync(new byte[64]);
        Assert.True(await HasEndedAsync(plain.GetStream()));
    }

    [Fact]
    public async Task A_silo_that_another_authority_has_signed_does_not_join()
    {
        var before = Refusals();
        var stranger = silos.Settings(Ports.Choose(0, 1), silos.Foreign.Write("stranger"), silos.Foreign.Path) with { StartTime = TimeSpan.FromSeconds(20) };
        var refusal = await Record.ExceptionAsync(() => StandaloneProcess.StartAsync(stranger));
        Assert.True(refusal is TimeoutException or InvalidOperationException, "It still tries, or the others have declared it dead and it ended.");
        Assert.InRange(Refusals(), before + 1, int.MaxValue);
        Assert.Equal(2, await Database.OneAsync(silos.Database, "select count(*) from cluster_silos where status = 3"));
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart()
    {
        using var ours = silos.Ours.Sign("somebody");
        silos.Ours.Write("second");
        await Until.TrueAsync(async () => await ShownAsync(ours) == "CN=second", Patience, () => silos.Processes[0].Output);
        await They_find_each_other_and_bring_each_other_reports();
    }

    /// <summary>How often silos have said that they do not know who calls.</summary>
    private int Refusals() => silos.Processes.Sum(silo => Regex.Count(silo.Output, "AuthenticationException"));

    /// <summary>Batches of reports that silos have brought each other.</summary>
    private async Task<int> RemoteAsync(HttpClient http)
    {
        var metrics = await Task.WhenAll(silos.Processes.Select(silo => http.GetStringAsync(silo.Metrics)));
        return metrics.Sum(text => Regex.Match(text, """^picket_cluster_batch_size_count\{target="remote"\} (\d+)""", RegexOptions.Multiline) is { Success: true, Groups: var groups } ? int.Parse(groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>True where a silo takes what comes over the connection: it hangs up on one that it does not know.</summary>
    private async Task<bool> IsHeardAsync(X509Certificate2? certificate)
    {
        using var client = await ConnectAsync();
        try
        {
            await using var stream = await AuthenticateAsync(client, certificate);
            // Orleans' first word: the length of a preamble that never comes.
            await stream.WriteAsync(Encoding.ASCII.GetBytes("\0\0\u0001\0"));
            return !await HasEndedAsync(stream);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return false;
        }
    }

    private async Task<string> ShownAsync(X509Certificate2 certificate)
    {
        using var client = await ConnectAsync();
        await using var stream = await AuthenticateAsync(client, certificate);
        return stream.RemoteCertificate!.Subject;
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, silos.FirstPort);
        return client;
    }

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "What the silo makes of our certificate is tried here.")]
    private static async Task<SslStream> AuthenticateAsync(TcpClient client, X509Certificate2? certificate)
    {
        var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "silo",
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
        });
        return stream;
    }

    /// <summary>False where the other end says nothing for a second, and so still listens.</summary>
    private static async Task<bool> HasEndedAsync(Stream stream)
    {
        using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            return await stream.ReadAsync(new byte[1], moment.Token) == 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
