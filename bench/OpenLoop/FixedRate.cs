using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Picket.OpenLoop;

/// <summary>
/// Sends request number i at start + i / rate. Its time counts from that moment even where all connections were busy, so a slow server cannot slow its own test
/// down. The timer's own lateness, a millisecond or two, is in those figures too; from the moment of sending it is not.
/// </summary>
internal sealed class FixedRate : IDisposable
{
    private const int Connections = 256;

    private readonly IReadOnlyList<Uri> _targets;
    private readonly int _rate;
    private readonly byte[][] _bodies;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });

    /// <summary>Sends reports of <paramref name="fingerprints"/> kinds in turn to each of <paramref name="targets"/> in turn.</summary>
    public FixedRate(IReadOnlyList<Uri> targets, int rate, int fingerprints)
    {
        (_targets, _rate) = (targets, rate);
        _bodies = [.. Enumerable.Range(0, fingerprints).Select(Body)];
    }

    /// <summary>Runs for <paramref name="time"/>.</summary>
    /// <returns>The answers' times in the order of their requests, from the moment they were due and from the one they were sent, and how many requests had no success.</returns>
    public async Task<(TimeSpan[] SinceDue, TimeSpan[] SinceSent, int Failed)> RunAsync(TimeSpan time)
    {
        var sinceDue = new TimeSpan[(int)(_rate * time.TotalSeconds)];
        var sinceSent = new TimeSpan[sinceDue.Length];
        var (next, failed) = (-1, 0);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync()));
        return (sinceDue, sinceSent, failed);

        async Task SendAsync()
        {
            for (var mine = Interlocked.Increment(ref next); mine < sinceDue.Length; mine = Interlocked.Increment(ref next))
            {
                var due = TimeSpan.FromSeconds((double)mine / _rate);
                var early = due - Stopwatch.GetElapsedTime(start);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early);
                }

                using var content = new ByteArrayContent(_bodies[mine % _bodies.Length]);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/csp-report");
                var sent = Stopwatch.GetTimestamp();
                using var response = await _http.PostAsync(_targets[mine % _targets.Count], content);
                sinceSent[mine] = Stopwatch.GetElapsedTime(sent);
                sinceDue[mine] = Stopwatch.GetElapsedTime(start) - due;
                if (!response.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static byte[] Body(int fingerprint)
    {
        var report = $$$"""
            {"csp-report":{"document-uri":"https://shop.example/products/shoes","referrer":"https://shop.example/","violated-directive":"script-src-elem","effective-directive":"script-src-elem","original-policy":"default-src 'self'; script-src 'self' https://static.shop.example; style-src 'self'; report-uri /r","disposition":"enforce","blocked-uri":"https://h{{{fingerprint}}}.cdn.example/lib/widget.js","line-number":14,"column-number":27,"source-file":"https://shop.example/js/app.js","status-code":200,"script-sample":"","pad":""}}
            """;
        return Encoding.UTF8.GetBytes(report.Replace("\"pad\":\"\"", "\"pad\":\"" + new string('x', Math.Max(0, 700 - report.Length)) + "\"", StringComparison.Ordinal));
    }
}
