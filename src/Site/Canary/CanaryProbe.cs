using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using Picket.Storage.Canary;

namespace Picket.Site.Canary;

/// <summary>Sends one report the way browsers do and looks whether exactly one more was counted.</summary>
/// <param name="store">PostgreSQL's side of it. Nobody else sends to its project meanwhile.</param>
/// <param name="address">Where to send it: the edge that browsers use, or a host.</param>
/// <param name="time">Clock.</param>
internal sealed class CanaryProbe(CanaryStore store, CanaryAddress address, TimeProvider time) : IDisposable
{
    private const string Report = """
        {"csp-report":{"document-uri":"https://canary.picket.invalid/","violated-directive":"img-src","effective-directive":"img-src",
        "original-policy":"img-src 'self'","disposition":"report","blocked-uri":"https://images.picket.invalid/canary.png","status-code":200}}
        """;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15); // Longer than a report is held.
    private static readonly TimeSpan _untilAllKnow = TimeSpan.FromSeconds(5); // Hosts ask for new projects every two seconds.

    private readonly HttpClient _client = MakeClient(address);

    /// <summary>Sends one. The first ever waits until all hosts know its project.</summary>
    /// <exception cref="DbException">PostgreSQL could not be asked before it was sent.</exception>
    public async Task<CanaryResult> RunAsync(CancellationToken cancellation)
    {
        var project = await store.EnsureAsync(cancellation);
        if (project.IsNew)
        {
            await Task.Delay(_untilAllKnow, time, cancellation);
        }

        var before = await store.CountAsync(project.Id, cancellation);
        var started = time.GetTimestamp();
        if (await PostAsync(project, cancellation) is { } lost)
        {
            return lost;
        }

        var took = time.GetElapsedTime(started);
        try
        {
            var counted = await store.CountAsync(project.Id, cancellation) - before;
            return counted == 1 ? new(null, "", took) : new(CanaryStage.Commit, $"It was answered 200 and {counted} were counted.", took);
        }
        catch (DbException e)
        {
            return new(CanaryStage.Commit, e.Message, took);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Null where it was answered 200.</summary>
    private async Task<CanaryResult?> PostAsync(CanaryProject project, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Report));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/csp-report");
        try
        {
            using var response = await _client.PostAsync(new Uri($"/api/{project.Id}/security/?sentry_key={project.Key}", UriKind.Relative), content, cancellation);
            return response.StatusCode == HttpStatusCode.OK ? null : new(CanaryStage.Status, $"The answer was {(int)response.StatusCode}.", default);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(CanaryStage.Connect, e.Message, default);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client ends its handler.")]
    private static HttpClient MakeClient(CanaryAddress address)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero, AllowAutoRedirect = false }; // A connection of its own each time, as browsers come.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || address.IsOwn(certificate);
        var client = new HttpClient(handler) { BaseAddress = address.Uri, Timeout = _patience };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Picket-Canary/1");
        return client;
    }
}
