using System.Net.Http.Headers;
using Picket.Storage.Accounts;
using Picket.Web.Dashboard;

namespace Picket.Standalone.Demo;

/// <summary>
/// Simulated browsers that visit a made-up shop and report what its policy blocks, through the same door as real ones. First a day's worth of
/// reports that waited in browsers, then a few each second, more by day than by night.
/// </summary>
internal sealed partial class DemoTraffic(FirstRun accounts, Storage.Store store, ReportUris uris, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DemoTraffic> log)
    : BackgroundService
{
    private const int Backlog = 600;
    private const int BatchSize = 50;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    private readonly Shop _shop = new(new Random(20));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken).ConfigureAwait(false);
        var demo = await accounts.EnsureDemoAsync(stoppingToken).ConfigureAwait(false);
        await store.Directory.RefreshAsync(stoppingToken).ConfigureAwait(false);

        // The certificate is whatever --tls gave: this program talks to itself.
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var http = new HttpClient(handler);
        var address = new Uri(uris.ReportUri(demo.Project, demo.Key));
        for (var sent = 0; sent < Backlog; sent += BatchSize)
        {
            await SendAsync(http, address, _shop.Visit(BatchSize, time.GetUtcNow(), overTheDay: true), stoppingToken).ConfigureAwait(false);
        }

        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await SendAsync(http, address, _shop.Visit(1, time.GetUtcNow(), overTheDay: false), stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
    }

    private async Task SendAsync(HttpClient http, Uri address, Visit visit, CancellationToken stoppingToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(visit.Body, MediaTypeHeaderValue.Parse(visit.ContentType)) };
        request.Headers.TryAddWithoutValidation("User-Agent", visit.UserAgent);
        try
        {
            using var response = await http.SendAsync(request, stoppingToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "A simulated browser could not report: {Cause}")]
    private partial void LogFailed(string cause);
}
