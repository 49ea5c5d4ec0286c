using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Picket.Ingestion;
using Picket.Ingestion.Inbox;
using Picket.Web.Frames;
using Picket.Web.Ingest;
using Picket.Web.Tests.Ingest;

namespace Picket.Web.Tests.Frames;

/// <summary>A host of which only the port for frames exists, and whose answers a test gives.</summary>
internal sealed class FrameHost : IReportReceiver, IAsyncDisposable
{
    public const string Secret = "a secret of tests";

    private readonly WebApplication _app;

    private FrameHost(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenForFrames(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Services.AddLogging(logging => logging.AddProvider(Log));
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IReportReceiver>(this);
        builder.Services.AddSingleton<IngestFailures>();
        builder.Services.AddSingleton(provider => new BodyBudget(32 << 20, TimeSpan.Zero, TimeProvider.System, provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddPicketFrames(new(Secret));
        _app = builder.Build();
    }

    public RecordingLog Log { get; } = new();

    public ConcurrentQueue<ReportRequest> Requests { get; } = [];

    /// <summary>What each of them came with.</summary>
    public ConcurrentQueue<Gathering?> Gatherings { get; } = [];

    public ConcurrentQueue<(ProjectId Project, string Reason, int Count)> Refusals { get; } = [];

    public Func<ReportRequest, ValueTask<IngestAnswer>> Answer { get; set; } = _ => default;

    public int Port { get; private set; }

    public static async Task<FrameHost> StartAsync(X509Certificate2? certificate = null)
    {
        var host = new FrameHost(certificate);
        await host._app.StartAsync();
        var address = host._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        host.Port = new Uri(address.Replace("tcp", "http", StringComparison.Ordinal)).Port;
        return host;
    }

    public FrameLink Connect(string secret = Secret, TimeSpan? answerTime = null, SslClientAuthenticationOptions? tls = null) => LinkTo(Port, secret, answerTime, tls);

    public static FrameLink LinkTo(int port, string secret = Secret, TimeSpan? answerTime = null, SslClientAuthenticationOptions? tls = null) =>
        new(new("127.0.0.1", port, secret) { AnswerTime = answerTime ?? TimeSpan.FromSeconds(20), FirstPause = TimeSpan.FromMilliseconds(5), Tls = tls }, TimeProvider.System, NullLogger.Instance);

    public void Drain() => _app.Services.GetRequiredService<FrameDoor>().Close();

    public IngestAnswer? Screen(ReportRequest request) => null;

    public ValueTask<IngestAnswer> ReceiveAsync(ReportRequest request, BodyCharge charge)
    {
        Requests.Enqueue(request);
        Gatherings.Enqueue(request.Gathering);
        return Answer(request);
    }

    public void Refuse(ProjectId project, string reason, int count = 1) => Refusals.Enqueue((project, reason, count));

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
