using System.Globalization;
using System.Text;
using Picket.Reports;

namespace Picket.Web.Tests.Ingest;

/// <summary>Shapes that HTTP libraries hide.</summary>
public abstract class WireContract(IIngestHost host) : IngestContract(host)
{
    [Fact]
    public async Task A_request_without_content_type_or_user_agent_is_taken()
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync(Request(Report));
        Assert.Equal(200, (await connection.ReceiveAsync())?.Status);
        Assert.Equal("unknown", Assert.Single(Intake.Submissions).Browser);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_their_order()
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync(Request(Report) + Request("nonsense") + Request(Report) + "GET /api/1/security/ HTTP/1.1\r\nHost: localhost\r\n\r\n" + Request(Report));
        foreach (var expected in (int[])[200, 400, 200, 405, 200])
        {
            Assert.Equal(expected, (await connection.ReceiveAsync())?.Status);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task A_chunked_body_is_read_however_it_is_cut(int chunk)
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync(ChunkedHead() + Chunks(Report, chunk) + "0\r\n\r\n");
        Assert.Equal(200, (await connection.ReceiveAsync())?.Status);
        Assert.NotNull(Assert.Single(Assert.Single(Intake.Submissions).Items).Report);
    }

    [Fact]
    public async Task A_chunked_body_is_refused_once_it_passes_the_bound()
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync(ChunkedHead());
        var part = Encoding.Latin1.GetBytes(Chunks(new string(' ', 64 * 1024), 64 * 1024));
        for (var sent = 0; sent <= ReportLimits.MaxBodyBytes; sent += 64 * 1024)
        {
            await connection.SendAsync(part);
        }

        Assert.Equal(413, (await connection.ReceiveAsync())?.Status);
        Assert.Equal("too_large", (await RefusalAsync()).Reason);
    }

    [Theory]
    [InlineData("1048577")]
    [InlineData("999999999999")]
    public async Task An_announced_size_over_the_bound_is_refused_before_a_byte_of_it_is_sent(string length)
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync($"POST {WithKey()} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");
        Assert.Equal(413, (await connection.ReceiveAsync())?.Status);
    }

    [Fact]
    public async Task A_client_that_waits_for_leave_to_send_gets_the_refusal_instead()
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync($"POST {Endpoint} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 500\r\n\r\n");
        Assert.Equal(401, (await connection.ReceiveAsync())?.Status);
    }

    [Theory]
    [InlineData("zz\r\nhello\r\n")]
    [InlineData("ffffffffffffffffff\r\n")]
    public async Task A_broken_chunk_is_400(string chunk)
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync(ChunkedHead() + chunk);
        Assert.Equal(400, (await connection.ReceiveAsync())?.Status);
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_read()
    {
        await using var connection = await ConnectAsync();
        foreach (var part in Request(Report).Chunk(97))
        {
            await connection.SendAsync(new string(part));
        }

        Assert.Equal(200, (await connection.ReceiveAsync())?.Status);
    }

    [Fact]
    public async Task Clients_that_leave_halfway_leave_no_trace_in_the_log()
    {
        for (var i = 0; i < 10; i++)
        {
            await using var connection = await ConnectAsync();
            await connection.SendAsync(Request(Report)[..^40]);
            if (i % 2 == 0)
            {
                connection.Reset();
            }
        }

        await using var after = await ConnectAsync();
        await after.SendAsync(Request(Report));
        Assert.Equal(200, (await after.ReceiveAsync())?.Status);
        if (Host is KestrelIngestHost { Log: var log })
        {
            Assert.True(log.Lines.IsEmpty, string.Join(Environment.NewLine, log.Lines));
        }
    }

    private async Task<RawHttp> ConnectAsync()
    {
        var connection = new RawHttp(Host.BaseAddress);
        await connection.ConnectAsync();
        return connection;
    }

    private static string Request(string body) =>
        $"POST {WithKey()} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}";

    private static string ChunkedHead() => $"POST {WithKey()} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static string Chunks(string text, int size) =>
        string.Concat(text.Chunk(size).Select(chunk => $"{chunk.Length:x}\r\n{new string(chunk)}\r\n"));
}
