using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Picket.Storage.Canary;

namespace Picket.Site.Canary;

/// <summary>
/// Each minute one report of Picket's own, from the edge through to a commit, sent by the one host that holds the lease. Tells "intake is broken" from "nobody sends
/// anything".
/// </summary>
/// <param name="store">PostgreSQL's side of it.</param>
/// <param name="address">Where to send it: the edge that browsers use, or this host.</param>
/// <param name="instruments">What is measured.</param>
/// <param name="lifetime">Says when the host listens.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Told when it stops coming through, and when it does again.</param>
internal sealed partial class CanaryService(
    CanaryStore store, CanaryAddress address, CanaryInstruments instruments, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CanaryService> log) : BackgroundService
{
    private const string Report = """
        {"csp-report":{"document-uri":"https://canary.picket.invalid/","violated-directive":"img-src","effective-directive":"img-src",
        "original-policy":"img-src 'self'","disposition":"report","blocked-uri":"https://images.picket.invalid/canary.png","status-code":200}}
        """;

    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15); // Longer than a report is held.
    private static readonly TimeSpan _untilAllKnow = TimeSpan.FromSeconds(5); // Hosts ask for new projects every two seconds.

    private bool _leads;
    private string _state = "";

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (_leads)
            {
                await store.LeaveAsync();
            }
        }
        catch (DbException)
        {
            // It expires by itself.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        instruments.OnStarted();
        await ListensAsync(stoppingToken);
        using var client = MakeClient();
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                if (_leads = await store.TryLeadAsync(stoppingToken))
                {
                    await SendAsync(client, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Tell("not sent", e.Message); // Counted nowhere; that none comes through is noticed all the same.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ListensAsync(CancellationToken stoppingToken)
    {
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(listens.SetResult);
        await listens.Task.WaitAsync(stoppingToken);
    }

    private async Task SendAsync(HttpClient client, CancellationToken stoppingToken)
    {
        var project = await store.EnsureAsync(stoppingToken);
        if (project.IsNew)
        {
            await Task.Delay(_untilAllKnow, time, stoppingToken);
        }

        var before = await store.CountAsync(project.Id, stoppingToken);
        var started = time.GetTimestamp();
        if (await PostAsync(client, project, stoppingToken) is { } lost)
        {
            Fail(lost.Stage, lost.Cause);
            return;
        }

        var took = time.GetElapsedTime(started);
        try
        {
            var counted = await store.CountAsync(project.Id, stoppingToken) - before;
            if (counted != 1)
            {
                Fail(CanaryStage.Commit, $"It was answered 200 and {counted} were counted.");
                return;
            }
        }
        catch (DbException e)
        {
            Fail(CanaryStage.Commit, e.Message);
            return;
        }

        instruments.OnSuccess(time.GetUtcNow(), took);
        if (_state.Length > 0)
        {
            _state = "";
            LogBack(took.TotalMilliseconds);
        }
    }

    /// <summary>Null where it was answered 200.</summary>
    private static async Task<(CanaryStage Stage, string Cause)?> PostAsync(HttpClient client, CanaryProject project, CancellationToken stoppingToken)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Report));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/csp-report");
        try
        {
            using var response = await client.PostAsync(new Uri($"/api/{project.Id}/security/?sentry_key={project.Key}", UriKind.Relative), content, stoppingToken);
            return response.StatusCode == HttpStatusCode.OK ? null : (CanaryStage.Status, $"The answer was {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
        {
            return (CanaryStage.Connect, e.Message);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client ends its handler.")]
    private HttpClient MakeClient()
    {
        var handler = new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero, AllowAutoRedirect = false }; // A connection of its own each time, as browsers come.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || address.IsOwn(certificate);
        var client = new HttpClient(handler) { BaseAddress = address.Uri, Timeout = _patience };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Picket-Canary/1");
        return client;
    }

    private void Fail(CanaryStage stage, string cause)
    {
        instruments.OnFailure(stage);
        Tell(stage.ToString(), cause);
    }

    private void Tell(string state, string cause)
    {
        if (state != _state)
        {
            _state = state;
            LogLost(state, cause);
        }
    }

    [LoggerMessage(6101, LogLevel.Error, "The canary's report does not come through ({Stage}): {Cause}")]
    private partial void LogLost(string stage, string cause);

    [LoggerMessage(6102, LogLevel.Information, "The canary's report comes through again, in {Milliseconds:F0} ms.")]
    private partial void LogBack(double milliseconds);
}
