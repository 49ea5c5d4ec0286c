using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Picket.Hosting;
using Picket.Storage;
using Picket.Storage.Accounts;

namespace Picket.Standalone.Demo;

/// <summary>
/// Simulated browsers that visit a made-up shop and report what its policy blocks, through the same door as real ones. First a day's worth of
/// reports that waited in browsers, then a few each second, more by day than by night.
/// </summary>
internal sealed partial class DemoTraffic(
    FirstRun accounts, Store store, IServer server, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DemoTraffic> log, ServerCertificate? certificate = null) : BackgroundService
{
    private const int Backlog = 600;
    private const int BatchSize = 50;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    private readonly Shop _shop = new(new Random(20));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var demo = await accounts.EnsureDemoAsync(stoppingToken);
        await store.Directory.RefreshAsync(stoppingToken);

        using var handler = new SocketsHttpHandler();
        // This program talks to itself, under whatever name its certificate has.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => certificate?.Current.Equals(presented) == true;
        using var http = new HttpClient(handler);
        var address = new Uri(Self(), $"/api/{demo.Project}/security/?sentry_key={demo.Key}");
        for (var sent = 0; sent < Backlog; sent += BatchSize)
        {
            await SendAsync(http, address, _shop.Visit(BatchSize, time.GetUtcNow(), overTheDay: true), stoppingToken);
        }

        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SendAsync(http, address, _shop.Visit(1, time.GetUtcNow(), overTheDay: false), stoppingToken);
        }
    }

    /// <summary>The first address it listens on; one that stands for all addresses is this machine's, too.</summary>
    private Uri Self() => new(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
        .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task SendAsync(HttpClient http, Uri address, Visit visit, CancellationToken stoppingToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}&sentry_release={Uri.EscapeDataString(visit.Release)}") { Content = new StringContent(visit.Body, MediaTypeHeaderValue.Parse(visit.ContentType)) };
        request.Headers.TryAddWithoutValidation("User-Agent", visit.UserAgent);
        try
        {
            using var response = await http.SendAsync(request, stoppingToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
        {
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "A simulated browser could not report: {Cause}")]
    private partial void LogFailed(string cause);
}
