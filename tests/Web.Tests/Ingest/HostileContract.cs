using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Picket.Web.Tests.Ingest;

/// <summary>Whatever is sent, the answer is one of the table's; the only 5xx is 503, and here not even that.</summary>
public abstract class HostileContract(IIngestHost host) : IngestContract(host)
{
    private const int Seed = 20260301;

    private static readonly string[] Names =
        ["sentry_key", "glitchtip_key", "sentry_environment", "sentry_release", "disposition", "", "a", "%73entry_key", "sentry_key[]", new('n', 300)];

    private static readonly string[] Values =
        [Key, OtherKey, "", "%", "%0", "%00", "%zz", "%ED%A0%80", "+", "enforce", "=", "==", "%25%32%35", "\u00ff\u00fe", new('v', 3000), Key + ":", "'\"<>"];

    private static readonly string[] Headers =
        ["X-Sentry-Auth", "Authorization", "Content-Type", "Content-Encoding", "Origin", "Referer", "User-Agent", "X-Forwarded-For", "Cookie", "Accept", "X-Odd"];

    private static readonly string[] HeaderValues =
    [
        "", "Sentry", "Sentry sentry_key", "Sentry sentry_key=", "Sentry sentry_key=" + Key, "Sentry ,,,==,", "Basic", "Basic =", "Basic " + new string('A', 700), "Basic AAAA",
        "application/json", "text/html", ";;;", "+json", "gzip", "br", "deflate", "gzip,", "null", "https://", "http://[", "https://\u00e9", "127.0.0.1, ::1, nonsense", "\u00e9\u00ff", new('h', 4000),
    ];

    private static readonly string[] Bodies =
    [
        Report, "", " ", "{}", "[]", "[[]]", "null", "\"", "{\"csp-report\":null}", "{\"csp-report\":[]}", "\u0000", "{\"csp-report\":{\"blocked-uri\":\"\\u0000\\ud800\"}}",
        "{\"csp-report\":{\"effective-directive\":\"x\",\"line-number\":1e400,\"status-code\":-1}}", new('[', 100_000), "\u00ef\u00bb\u00bf{}", "%7B%7D", "data=%7B",
    ];

    [Fact]
    public async Task Random_requests_get_an_answer_of_the_table()
    {
        var count = Environment.GetEnvironmentVariable("PICKET_TEST_ALL") == "1" ? 200_000 : 2_000;
        var random = new Random(Seed);
        HashSet<int> expected = [200, 400, 401, 404, 405, 413, 414, 415, 431];
        RawHttp? connection = null;
        for (var i = 0; i < count; i++)
        {
            var request = Compose(random);
            if (connection is null)
            {
                connection = new(Host.BaseAddress);
                await connection.ConnectAsync();
            }

            var answer = await ExchangeAsync(connection, request);
            if (answer is null)
            {
                // The server closes the connection on a head that is no HTTP, and its reset may overtake the answer while a large body is on its way.
                await connection.DisposeAsync();
                connection = new(Host.BaseAddress);
                await connection.ConnectAsync();
                answer = await ExchangeAsync(connection, HeadOf(request));
                Assert.True(answer is null or { Status: 400 or 414 or 431 }, $"request {i}: only the second time {answer?.Status}");
            }

            Assert.True(answer is not null && expected.Contains(answer.Status), $"request {i}: {answer?.Status} to {Encoding.Latin1.GetString(request, 0, Math.Min(request.Length, 400))}");
            if (answer!.Headers.ContainsKey("Connection"))
            {
                await connection.DisposeAsync();
                connection = null;
            }

            Intake.Reset();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }

        await AcceptedAsync(await SendAsync(Post(WithKey())));
        if (Host is KestrelIngestHost { Log: var log })
        {
            Assert.Empty(log.Lines);
        }
    }

    private static async Task<RawAnswer?> ExchangeAsync(RawHttp connection, ReadOnlyMemory<byte> request)
    {
        try
        {
            await connection.SendAsync(request);
        }
        catch (SocketException)
        {
            // What was answered before the reset can still be read.
        }

        return await connection.ReceiveAsync();
    }

    private static ReadOnlyMemory<byte> HeadOf(byte[] request) => request.AsMemory(0, request.AsSpan().IndexOf("\r\n\r\n"u8) + 4);

    private static byte[] Compose(Random random)
    {
        var method = random.Next(20) == 0 ? Pick(random, ["GET", "OPTIONS", "HEADS", "PUT"]) : "POST";
        var path = random.Next(10) == 0 ? Pick(random, ["/1", "/api/0/security/", "/api/x/nel", "/api/1/csp-report", "/%00", "/api/%2F/nel/"]) : Endpoint;
        var query = new StringBuilder(random.Next(3) > 0 ? $"?sentry_key={Key}" : "?");
        for (var i = random.Next(4); i > 0; i--)
        {
            query.Append('&').Append(Pick(random, Names)).Append('=').Append(EscapeForTarget(Pick(random, Values)));
        }

        var body = Mutate(random, Encoding.Latin1.GetBytes(Pick(random, Bodies)));
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {path}{query} HTTP/1.1\r\nHost: localhost\r\n");
        for (var i = random.Next(3); i > 0; i--)
        {
            head.Append(CultureInfo.InvariantCulture, $"{Pick(random, Headers)}: {Pick(random, HeaderValues)}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }

    /// <summary>A request line holds no bytes above 7 bits; those come percent-encoded.</summary>
    private static string EscapeForTarget(string value) =>
        string.Concat(value.Select(c => c is > '~' or ' ' or '"' or '<' or '>' ? $"%{(int)c:x2}" : c.ToString()));

    private static byte[] Mutate(Random random, byte[] body)
    {
        for (var i = random.Next(4); i > 0 && body.Length > 0; i--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return random.Next(10) == 0 ? body[..random.Next(body.Length + 1)] : body;
    }

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
