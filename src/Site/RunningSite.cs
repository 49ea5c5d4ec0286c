using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Hosting;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Site.Canary;
using Picket.Storage;
using Picket.Storage.Canary;
using Picket.Telemetry;
using Picket.Telemetry.Health;
using Picket.Web;
using Picket.Web.Dashboard;
using Picket.Web.Frames;
using Picket.Web.Ingest;

namespace Picket.Site;

/// <summary>A host's web site with its ingestion, from its start to the last commit. What it lacks, the host's kind adds: where projects and issues live.</summary>
public sealed class RunningSite : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(0.5);

    private readonly WebApplication _app;
    private readonly TimeSpan _answerTime;
    private readonly ServerCertificate?[] _certificates;

    private RunningSite(WebApplication app, int port, TimeSpan answerTime, ServerCertificate?[] certificates) =>
        (_app, Port, _answerTime, _certificates) = (app, port, answerTime, certificates);

    /// <summary>Where browsers come in.</summary>
    public int Port { get; }

    /// <summary>Addresses and headers for people.</summary>
    public ReportUris Uris => Get<ReportUris>();

    /// <summary>A service of the site.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Composes and starts it.</summary>
    /// <typeparam name="TOptions">The host's own options.</typeparam>
    /// <param name="builder">What the host's kind has added to: at least the projects and the issues.</param>
    /// <param name="settings">What it was told.</param>
    /// <param name="store">PostgreSQL, open.</param>
    /// <param name="service">Its name in metrics and traces.</param>
    /// <param name="answerTime">How long a stop may take to answer what is under way, and how long to end everything else.</param>
    /// <param name="logs">Where news go.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HostException">A port is taken.</exception>
    public static async Task<RunningSite> StartAsync<TOptions>(
        WebApplicationBuilder builder, SiteSettings<TOptions> settings, Store store, string service, TimeSpan answerTime, ILoggerFactory logs, TimeProvider time, CancellationToken cancellation)
        where TOptions : SiteOptions, new()
    {
        var options = settings.Host;
        var port = Ports.Choose(options.Port, options.FramesSecret.Length > 0 ? 3 : 2);
        builder.Configuration.AddInMemoryCollection(PublicUrl(builder.Configuration, options, port));
        var (certificate, framesCertificate) = (Read(options.Tls), Read(options.FramesTls));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listeners.Configure(kestrel, options, certificate, framesCertificate, port));
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(time);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = answerTime);
        builder.Services.AddPicketStorage(store);
        AddIngestion(builder.Services, settings.Ingestion, store);
        builder.Services.AddPicketTelemetry(service);
        builder.Services.AddPicketWeb(builder.Configuration);
        builder.Services.AddPicketFrames(new(options.FramesSecret));
        if (certificate is not null)
        {
            builder.Services.AddSingleton(certificate);
        }

        if (options.Canary)
        {
            builder.Services.AddSingleton(provider => new CanaryInstruments(provider.GetRequiredService<IMeterFactory>().Create(CanaryInstruments.MeterName)));
            builder.Services.AddSingleton(provider => new CanaryProbe(provider.GetRequiredService<CanaryStore>(), new(options, port, certificate), provider.GetRequiredService<TimeProvider>()));
            builder.Services.AddHostedService<CanaryService>();
        }

        var app = builder.Build();
        app.UseOperationsPort(port + 1);
        app.UseTrustedProxies();
        app.UsePicketIngest();
        app.MapPicketWeb();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new HostException($"Port {port} or {port + 1} cannot be used: {e.Message} Choose another with --port, or other addresses with --listen.", e);
        }

        return new(app, port, answerTime, [certificate, framesCertificate]);

        ServerCertificate? Read(string path) => path.Length == 0 ? null : ServerCertificate.Read(path, "", logs.CreateLogger<ServerCertificate>(), time);
    }

    /// <summary>Takes reports until <paramref name="termination"/>, then answers what is under way and writes what is owed.</summary>
    /// <exception cref="HostException">Something broke down that it cannot do without.</exception>
    public async Task RunUntilAsync(CancellationToken termination)
    {
        var readiness = Get<ReadinessGate>();
        readiness.MarkStarted();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(termination, _app.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var brokeDown = !termination.IsCancellationRequested;
        readiness.MarkStopping();
        Get<FrameDoor>().Close();
        using var answered = new CancellationTokenSource(_answerTime);
        await Get<IIntake>().StopAsync(answered.Token);
        await _app.StopAsync(answered.Token);
        using var drained = new CancellationTokenSource(DrainTime);
        await Get<GroupCommitLedger>().DrainAsync(drained.Token);
        if (brokeDown)
        {
            throw new HostException("Picket broke down and ended; the log above says why.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Array.ForEach(_certificates, certificate => certificate?.Dispose());
        return _app.DisposeAsync();
    }

    private static void AddIngestion(IServiceCollection services, IngestionOptions options, Store store)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => provider.GetRequiredService<IMeterFactory>().Create("Picket.Ingestion"));
        services.AddSingleton(provider => new BodyBudget(options.MaxBytesUnderWay, TimeSpan.Zero, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Meter>()));
        services.AddSingleton<OutcomeInstruments>();
        services.AddSingleton<LedgerInstruments>();
        services.AddSingleton(provider => new ClientIdentity(store.Installation.Secret, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ClientAgents>();
        services.AddSingleton<GroupCommitLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<GroupCommitLedger>());
        services.AddSingleton<ProjectPorts>();
        services.AddSingleton<IIntake, Intake>();
    }

    /// <summary>What everyone is shown, unless it was set: this machine's own name for itself.</summary>
    private static Dictionary<string, string?> PublicUrl(ConfigurationManager configuration, SiteOptions options, int port)
    {
        const string Name = $"{WebOptions.Section}:{nameof(WebOptions.PublicUrl)}";
        var scheme = options.Tls.Length > 0 ? "https" : "http";
        return configuration[Name] is null ? new() { [Name] = $"{scheme}://localhost:{port}" } : [];
    }
}
