using System.Text;
using Picket.Reports;

namespace Picket.Web.Tests.Ingest;

/// <summary>What senders can make a host keep in memory.</summary>
public sealed class MemoryTests(KestrelIngestHost host) : IClassFixture<KestrelIngestHost>
{
    private const string Head = "POST /api/1/security/?sentry_key=0123456789abcdef0123456789abcdef HTTP/1.1\r\nHost: localhost\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Bodies_that_never_end_fill_what_is_set_aside_for_them_and_no_more()
    {
        var half = new byte[ReportLimits.MaxBodyBytes / 2];
        Array.Fill(half, (byte)' ');
        var slow = new List<RawHttp>();
        for (var i = 0; i < KestrelIngestHost.MaxBytes / half.Length; i++)
        {
            slow.Add(await SendAsync(half, half.Length + 1));
        }

        // The last ones may be refused: a buffer grows by more than has come.
        await UntilAsync(() => host.Budget.Taken + half.Length > KestrelIngestHost.MaxBytes);
        await using (var over = await SendAsync(half, half.Length))
        {
            var answer = await over.ReceiveAsync();
            Assert.Equal(503, answer?.Status);
            Assert.Equal("5", answer?.Headers["Retry-After"]);
        }

        Assert.Contains("queue_full", host.Intake.Refusals.Select(refusal => refusal.Reason));
        Assert.InRange(host.Budget.Taken, 1, KestrelIngestHost.MaxBytes);
        slow.ForEach(connection => connection.Reset());
        await UntilAsync(() => host.Budget.Taken == 0);
    }

    [Fact]
    public async Task Who_has_no_right_to_send_is_told_before_a_byte_of_the_body_is_sent()
    {
        host.Intake.Denies = _ => "key_unknown";
        await using var connection = await SendAsync([], 1_000_000);
        Assert.Equal(403, (await connection.ReceiveAsync())?.Status);
        Assert.Empty(host.Intake.Submissions);
        host.Intake.Denies = _ => null;
    }

    [Fact]
    public async Task What_is_announced_costs_nothing_until_it_comes()
    {
        var idle = new List<RawHttp>();
        for (var i = 0; i < 20; i++)
        {
            idle.Add(await SendAsync([], ReportLimits.MaxBodyBytes));
        }

        await using var other = await SendAsync("{}"u8.ToArray(), 2);
        Assert.Equal(400, (await other.ReceiveAsync())?.Status);
        idle.ForEach(connection => connection.Reset());
    }

    private async Task<RawHttp> SendAsync(byte[] body, int announced)
    {
        var connection = new RawHttp(host.BaseAddress);
        await connection.ConnectAsync();
        await connection.SendAsync(Encoding.Latin1.GetBytes($"{Head}Content-Length: {announced}\r\n\r\n"));
        await connection.SendAsync(body);
        return connection;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
