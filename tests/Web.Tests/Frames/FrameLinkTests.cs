using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Picket.Ingestion;
using Picket.Ingestion.Outcomes;
using Picket.Web.Frames;
using Picket.Web.Ingest;

namespace Picket.Web.Tests.Frames;

public sealed class FrameLinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_report_arrives_as_it_was_and_so_does_its_answer()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        var limited = new IngestAnswer(Refusal.RateLimited, new(LimitScope.Project, TimeSpan.FromSeconds(17), OutcomeReasons.ProjectLimit));
        host.Answer = _ => new(limited);
        var sent = Some.Request();
        var result = await link.SendAsync(sent).AsTask().WaitAsync(Patience);
        Assert.Equal(new(FrameFate.Answered, limited), result);
        Assert.Same(Refusal.RateLimited, result.Answer.Refusal);
        Some.AssertSame(sent, Assert.Single(host.Requests));
    }

    [Fact]
    public async Task Thousands_at_once_get_each_its_own_answer_in_whatever_order_they_fall()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        host.Answer = async request =>
        {
            await Task.Yield();
            return new(null, new(LimitScope.Key, TimeSpan.FromTicks(request.Project.Value), OutcomeReasons.KeyLimit));
        };
        var results = await Task.WhenAll(Enumerable.Range(1, 5000).Select(i => link.SendAsync(Some.Request(i, new byte[i])).AsTask())).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(1, 5000), results.Select(result => (int)result.Answer.Limit!.RetryAfter.Ticks));
        Assert.Equal(0, link.UnderWay);
    }

    [Fact]
    public async Task What_leaves_together_is_taken_together()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        var results = await Task.WhenAll(Enumerable.Range(1, 500).Select(i => link.SendAsync(Some.Request(i)).AsTask())).WaitAsync(Patience);
        Assert.All(results, result => Assert.Equal(FrameFate.Answered, result.Fate));
        Assert.NotNull(Assert.Single(host.Gatherings.Distinct())); // One connection's reads follow each other, so one serves them all.
    }

    [Fact]
    public async Task What_has_to_wait_before_it_enters_goes_on_alone()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        var room = new TaskCompletionSource();
        host.Answer = async request =>
        {
            if (request.Project.Value == 1)
            {
                await room.Task;
                Assert.Null(request.Gathering);
            }

            return default;
        };
        var waiting = link.SendAsync(Some.Request(1)).AsTask();
        await link.SendAsync(Some.Request(2)).AsTask().WaitAsync(Patience); // Read behind the first, on the same connection.
        room.SetResult();
        Assert.Equal(new(FrameFate.Answered, default), await waiting.WaitAsync(Patience)); // Not 503, as the failed assertion above would be.
    }

    [Fact]
    public async Task A_connection_that_is_aborted_while_it_ends_takes_nobody_with_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        for (var i = 0; i < 200; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
            var connection = new FrameConnection(await listener.AcceptSocketAsync());
            using var together = new Barrier(2);
            var aborts = Task.Run(() =>
            {
                together.SignalAndWait();
                connection.Abort(new());
            });
            together.SignalAndWait();
            await connection.DisposeAsync();
            await aborts;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Patience, connection.ConnectionClosed));
        }
    }

    [Fact]
    public async Task One_that_is_never_answered_holds_up_nobody()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host, TimeSpan.FromSeconds(1));
        var never = new TaskCompletionSource<IngestAnswer>();
        host.Answer = request => request.Project.Value == 1 ? new(never.Task) : default;
        var stuck = link.SendAsync(Some.Request(1)).AsTask();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(FrameFate.Answered, (await link.SendAsync(Some.Request(2)).AsTask().WaitAsync(Patience)).Fate);
        }

        Assert.Equal(FrameFate.Unknown, (await stuck.WaitAsync(Patience)).Fate);
        never.SetResult(default); // Too late: it must not reach whoever has the place now.
        Assert.Equal(FrameFate.Answered, (await link.SendAsync(Some.Request(2)).AsTask().WaitAsync(Patience)).Fate);
    }

    [Fact]
    public async Task A_body_of_the_largest_size_passes_among_small_ones()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        var large = new byte[Reports.ReportLimits.MaxBodyBytes];
        new Random(7).NextBytes(large);
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => link.SendAsync(Some.Request(i, i % 4 == 0 ? large : [1, 2, 3])).AsTask())).WaitAsync(Patience);
        Assert.All(results, result => Assert.Equal(FrameFate.Answered, result.Fate));
        Assert.All(host.Requests.Where(request => request.Project.Value % 4 == 0), request => Assert.True(large.AsSpan().SequenceEqual(request.Body)));
    }

    [Fact]
    public async Task A_wrong_secret_opens_nothing_and_is_told_once()
    {
        await using var host = await FrameHost.StartAsync();
        await using var stranger = host.Connect("another secret");
        await UntilAsync(() => !host.Log.Lines.IsEmpty);
        await using var friend = await OpenAsync(host);
        Assert.False(stranger.IsOpen);
        Assert.Equal(FrameFate.NotProcessed, (await stranger.SendAsync(Some.Request())).Fate);
        Assert.Contains("secret", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task Encrypted_it_trusts_whom_it_was_told_to_and_nobody_else()
    {
        using var certificate = NewCertificate();
        using var other = NewCertificate();
        await using var host = await FrameHost.StartAsync(certificate);
        await using var misled = host.Connect(tls: Trusting(other));
        await using var plain = host.Connect();
        await using var link = host.Connect(tls: Trusting(certificate));
        await UntilAsync(() => link.IsOpen);
        Assert.Equal(FrameFate.Answered, (await link.SendAsync(Some.Request()).AsTask().WaitAsync(Patience)).Fate);
        Assert.False(misled.IsOpen);
        Assert.False(plain.IsOpen);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_processed()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();
        await using var link = FrameHost.LinkTo(port);
        Assert.Equal(FrameFate.NotProcessed, (await link.SendAsync(Some.Request())).Fate);
    }

    [Fact]
    public async Task When_the_host_dies_nobody_knows_what_it_took_and_the_link_finds_the_next_one()
    {
        var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        host.Answer = _ => new(new TaskCompletionSource<IngestAnswer>().Task);
        var held = link.SendAsync(Some.Request()).AsTask();
        await UntilAsync(() => host.Requests.Count == 1);
        await host.DisposeAsync();
        Assert.Equal(FrameFate.Unknown, (await held.WaitAsync(Patience)).Fate);
        await UntilAsync(() => !link.IsOpen);
        Assert.Equal(FrameFate.NotProcessed, (await link.SendAsync(Some.Request())).Fate);
    }

    [Fact]
    public async Task A_host_that_stops_finishes_what_it_took_and_sends_back_the_rest()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        var answer = new TaskCompletionSource<IngestAnswer>();
        host.Answer = _ => new(answer.Task);
        var taken = link.SendAsync(Some.Request()).AsTask();
        await UntilAsync(() => host.Requests.Count == 1);
        host.Drain();
        await UntilAsync(() => !link.IsOpen);
        Assert.Equal(FrameFate.NotProcessed, (await link.SendAsync(Some.Request())).Fate);
        answer.SetResult(default);
        Assert.Equal(FrameFate.Answered, (await taken.WaitAsync(Patience)).Fate);
        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task What_crosses_the_word_to_stop_is_sent_back_untouched()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        var sent = Enumerable.Range(1, 2000).Select(i => link.SendAsync(Some.Request(i)).AsTask()).ToList();
        host.Drain();
        var results = await Task.WhenAll(sent).WaitAsync(Patience);
        Assert.DoesNotContain(results, result => result.Fate == FrameFate.Unknown);
        Assert.Equal(host.Requests.Count, results.Count(result => result.Fate == FrameFate.Answered));
    }

    [Fact]
    public async Task Refusals_are_counted_together()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        for (var i = 0; i < 10; i++)
        {
            link.Refuse(new(7), RefusalReasons.KeyMissing);
        }

        await UntilAsync(() => host.Refusals.Sum(refusal => refusal.Count) == 10);
        Assert.All(host.Refusals, refusal => Assert.Equal((new ProjectId(7), RefusalReasons.KeyMissing), (refusal.Project, refusal.Reason)));
    }

    [Fact]
    public async Task An_error_of_the_host_is_an_answer_too()
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        host.Answer = _ => throw new InvalidOperationException("a defect");
        Assert.Same(Refusal.Unavailable, (await link.SendAsync(Some.Request()).AsTask().WaitAsync(Patience)).Answer.Refusal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("PKTF\u0002 and then something that is too short")]
    [InlineData("")]
    public async Task A_stranger_at_the_port_gets_nothing_and_breaks_nothing(string words)
    {
        await using var host = await FrameHost.StartAsync();
        await using var link = await OpenAsync(host);
        using (var stranger = new TcpClient())
        {
            await stranger.ConnectAsync(IPAddress.Loopback, host.Port);
            var stream = stranger.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(words));
            stranger.Client.Shutdown(SocketShutdown.Send);
            var answer = new byte[1024];
            var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false).AsTask().WaitAsync(Patience);
            Assert.InRange(length, 0, 37); // No more than the greeting.
        }

        Assert.Equal(FrameFate.Answered, (await link.SendAsync(Some.Request()).AsTask().WaitAsync(Patience)).Fate);
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=host", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }

    private static SslClientAuthenticationOptions Trusting(X509Certificate2 certificate)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(certificate);
        return new() { TargetHost = "127.0.0.1", CertificateChainPolicy = policy };
    }

    private static async Task<FrameLink> OpenAsync(FrameHost host, TimeSpan? answerTime = null)
    {
        var link = host.Connect(answerTime: answerTime);
        await UntilAsync(() => link.IsOpen);
        return link;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
