using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Picket.Testing;

namespace Picket.Faults.Tests;

/// <summary>
/// Many connections that send reports, the next one after the answer, and know for every fingerprint what was sent and what was acknowledged. Requests that
/// fail are not sent again: what became of them is what the tests ask.
/// </summary>
internal sealed class Load : IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(20);

    private readonly Func<Uri> _target;
    private readonly HttpClient _http;
    private readonly long[] _sent;
    private readonly long[] _acknowledged;
    private readonly TimeSpan _pause;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Sends to <paramref name="target"/>, which may change while it runs; each connection waits for <paramref name="pause"/> after an answer.</summary>
    public Load(Func<Uri> target, int fingerprints, TimeSpan pause = default)
    {
        (_target, _sent, _acknowledged, _pause) = (target, new long[fingerprints], new long[fingerprints], pause);
        _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Reports sent, by fingerprint.</summary>
    public long[] Sent => Snapshot(_sent);

    /// <summary>Reports whose request was answered with success, by fingerprint.</summary>
    public long[] Acknowledged => Snapshot(_acknowledged);

    /// <summary>Acknowledged reports of all fingerprints.</summary>
    public long TotalAcknowledged => Acknowledged.Sum();

    /// <summary>Every answer, in no order. A request without an answer is not among them.</summary>
    public ConcurrentQueue<TimedAnswer> Answers { get; } = [];

    /// <summary>The blocked host that makes a fingerprint its own.</summary>
    public static string Host(int fingerprint) => string.Create(CultureInfo.InvariantCulture, $"f{fingerprint:D4}.load.example");

    /// <summary>Starts <paramref name="connections"/> that send <paramref name="batch"/> reports a request: one as report-uri, more as an array.</summary>
    public void Start(int connections, int batch = 1) =>
        _running = Task.WhenAll(_running, Task.WhenAll(Enumerable.Range(0, connections).Select(i => SendAsync(new(Scale.Seed + i), batch))));

    /// <summary>Waits until so many more reports are acknowledged; at the deadline <paramref name="said"/> tells what the processes printed.</summary>
    public Task ProgressAsync(long more, TimeSpan deadline, Func<string> said)
    {
        var goal = TotalAcknowledged + more;
        return Until.TrueAsync(() => Task.FromResult(TotalAcknowledged >= goal), deadline, () => $"{more} more reports acknowledged\n{said()}");
    }

    /// <summary>Sends nothing new and waits for what is under way.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(Random random, int batch)
    {
        await Task.Yield();
        var fingerprints = new int[batch];
        while (!_stop.IsCancellationRequested)
        {
            foreach (ref var fingerprint in fingerprints.AsSpan())
            {
                fingerprint = random.Next(_sent.Length);
                Interlocked.Increment(ref _sent[fingerprint]);
            }

            await Task.Delay(await TrySendAsync(fingerprints) ? _pause : PauseAfterFailure);
        }
    }

    private async Task<bool> TrySendAsync(int[] fingerprints)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(fingerprints is [var only] ? Single(only) : Batch(fingerprints)));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(fingerprints.Length == 1 ? "application/csp-report" : "application/reports+json");
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.PostAsync(_target(), content);
            Answers.Enqueue(new(start, Stopwatch.GetElapsedTime(start), response.StatusCode, response.Headers.RetryAfter?.Delta, fingerprints.Length));
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return false;
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }

        foreach (var fingerprint in fingerprints)
        {
            Interlocked.Increment(ref _acknowledged[fingerprint]);
        }

        return true;
    }

    private static string Single(int fingerprint) => $$$"""
        {"csp-report":{"document-uri":"https://shop.example/checkout","referrer":"","violated-directive":"img-src","effective-directive":"img-src",
        "original-policy":"img-src 'self'; report-uri /r","disposition":"enforce","blocked-uri":"https://{{{Host(fingerprint)}}}/p.png","status-code":200}}
        """;

    private static string Batch(int[] fingerprints) => "[" + string.Join(',', fingerprints.Select(fingerprint => $$$"""
        {"type":"csp-violation","age":10,"url":"https://shop.example/checkout","user_agent":"Mozilla/5.0","body":{"documentURL":"https://shop.example/checkout",
        "effectiveDirective":"img-src","originalPolicy":"img-src 'self'","disposition":"enforce","blockedURL":"https://{{{Host(fingerprint)}}}/p.png","statusCode":200}}
        """)) + "]";

    private static long[] Snapshot(long[] counts)
    {
        var copy = new long[counts.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = Interlocked.Read(ref counts[i]);
        }

        return copy;
    }
}
