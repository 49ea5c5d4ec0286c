using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Faults.Tests;

/// <summary>Nothing that can be sent makes the whole stack fail, grow or miscount what others send at the same time.</summary>
public sealed class BadInputTests(ITestOutputHelper output)
{
    private const int Senders = 64;
    private const int GoodFingerprints = 40;
    private const int BadPerGood = 10;
    private const long AllowedGrowth = 96L * 1024 * 1024;
    // A collector that gives memory back as early as it can, so that growth is growth.
    private static readonly StandaloneSettings Frugal = new() { Environment = new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_GCConserveMemory"] = "9" } };

    [Fact]
    public async Task Bad_bodies_headers_and_queries_are_refused_without_harm_to_the_good_ones_beside_them()
    {
        await using var standalone = await StandaloneProcess.StartAsync(Frugal);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var good = new int[GoodFingerprints];
        var statuses = new int[600];
        // Known before the flood, which spends the budget for new issues.
        for (var i = 0; i < GoodFingerprints; i++)
        {
            await SendGoodAsync(http, standalone.ReportUri, i, good);
        }

        var number = -1;
        await SendAllAsync(Scale.BadRequests / 5);
        var before = standalone.WorkingSet;
        await SendAllAsync(Scale.BadRequests);
        var after = standalone.WorkingSet;

        output.WriteLine($"{before >> 20} MiB after a fifth, {after >> 20} MiB at the end");
        output.WriteLine(string.Join("  ", statuses.Index().Where(s => s.Item > 0).Select(s => $"{s.Index}: {s.Item}")));
        Assert.True(after - before < AllowedGrowth, $"from {before >> 20} to {after >> 20} MiB");
        AssertNothingEscaped(standalone);
        await AssertGoodCountsAsync(standalone, good);

        Task SendAllAsync(int until) => Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            await Task.Yield();
            for (var mine = Interlocked.Increment(ref number); mine < until; mine = Interlocked.Increment(ref number))
            {
                await SendBadAsync(http, standalone.ReportUri, mine, statuses);
                if (mine % BadPerGood == 0)
                {
                    await SendGoodAsync(http, standalone.ReportUri, mine / BadPerGood % GoodFingerprints, good);
                }
            }

            Interlocked.Decrement(ref number);
        }));
    }

    [Fact]
    public async Task Broken_http_is_refused_or_hung_up_on()
    {
        await using var standalone = await StandaloneProcess.StartAsync();
        for (var i = 0; i < RawConnections.Count; i++)
        {
            var (status, shape) = await RawConnections.SendAsync(i, standalone.ReportUri);
            output.WriteLine($"{status}  {shape.ReplaceLineEndings("␍␊")}");
            // 505 is HTTP's own answer to a version it does not speak.
            Assert.True(status is < 500 and not (>= 300 and < 400) || (status == 505 && shape.Contains("HTTP/2.0", StringComparison.Ordinal)), $"{status} for {shape}");
        }

        using var http = new HttpClient();
        var good = new int[1];
        await SendGoodAsync(http, standalone.ReportUri, 0, good);
        AssertNothingEscaped(standalone);
        await AssertGoodCountsAsync(standalone, good);
    }

    private static async Task SendBadAsync(HttpClient http, Uri target, int number, int[] statuses)
    {
        using var request = BadRequest.Make(number, target);
        try
        {
            using var response = await http.SendAsync(request);
            Interlocked.Increment(ref statuses[(int)response.StatusCode]);
            Assert.True((int)response.StatusCode is < 500 and not (>= 300 and < 400) and not 410, $"{(int)response.StatusCode} for bad request {number}: {request}");
        }
        catch (HttpRequestException)
        {
            // Hung up on: a body that was refused before it was read, or headers over their bound. Whether it lives, the next request asks.
            Interlocked.Increment(ref statuses[0]);
        }
    }

    private static async Task SendGoodAsync(HttpClient http, Uri target, int fingerprint, int[] good)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(BadRequest.Good(fingerprint)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/csp-report");
        using var response = await http.PostAsync(target, content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Interlocked.Increment(ref good[fingerprint]);
    }

    private static void AssertNothingEscaped(StandaloneProcess standalone) =>
        Assert.DoesNotContain(standalone.Output.Split('\n'), line =>
            line.Contains("Exception", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal) || line.Contains("fail:", StringComparison.Ordinal));

    private static async Task AssertGoodCountsAsync(StandaloneProcess standalone, int[] good)
    {
        using var api = new PicketApi(standalone.ReportUri, standalone.Token);
        var issues = await api.IssuesAsync();
        for (var i = 0; i < good.Length; i++)
        {
            Assert.Equal(good[i], Assert.Single(issues, issue => issue.Title.Contains(BadRequest.GoodHost(i), StringComparison.Ordinal)).Count);
        }
    }
}
