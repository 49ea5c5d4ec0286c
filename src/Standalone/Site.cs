using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Picket.Hosting;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Local;
using Picket.Ingestion.Outcomes;
using Picket.Standalone.Configuration;
using Picket.Standalone.Demo;
using Picket.Storage;
using Picket.Telemetry;
using Picket.Telemetry.Health;
using Picket.Web;
using Picket.Web.Dashboard;
using Picket.Web.Frames;
using Picket.Web.Ingest;

namespace Picket.Standalone;

/// <summary>The running web site with its ingestion.</summary>
internal sealed class Site : IAsyncDisposable
{
    // Together with PostgreSQL's own stop these stay below the five seconds a stop may take.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(0.5);

    private readonly WebApplication _app;
    private readonly ServerCertificate?[] _certificates;

    private Site(WebApplication app, int port, ServerCertificate?[] certificates) => (_app, Port, _certificates) = (app, port, certificates);

    /// <summary>Where browsers come in.</summary>
    public int Port { get; }

    /// <summary>Addresses and headers for people.</summary>
    public ReportUris Uris => Get<ReportUris>();

    /// <summary>A service of the site.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Composes and starts it.</summary>
    /// <exception cref="HostException">A port is taken.</exception>
    public static async Task<Site> StartAsync(
        WebApplicationBuilder builder, StandaloneSettings settings, Store store, ILoggerFactory logs, TimeProvider time, CancellationToken cancellation)
    {
        var port = Ports.Choose(settings.Standalone.Port, settings.Standalone.FramesSecret.Length > 0 ? 3 : 2);
        builder.Configuration.AddInMemoryCollection(PublicUrl(builder.Configuration, settings.Standalone, port));
        var (certificate, framesCertificate) = (Read(settings.Standalone.Tls), Read(settings.Standalone.FramesTls));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listeners.Configure(kestrel, settings.Standalone, certificate, framesCertificate, port));
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(settings.Standalone);
        builder.Services.AddSingleton(time);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = AnswerTime);
        builder.Services.AddPicketStorage(store);
        AddIngestion(builder.Services, settings.Ingestion, store);
        builder.Services.AddPicketTelemetry("picket-standalone");
        builder.Services.AddPicketWeb(builder.Configuration);
        if (certificate is not null)
        {
            builder.Services.AddSingleton(certificate);
        }

        builder.Services.AddPicketFrames(new(settings.Standalone.FramesSecret));
        if (settings.Standalone.Demo)
        {
            builder.Services.AddHostedService<DemoTraffic>();
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

        return new(app, port, [certificate, framesCertificate]);

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
        using var answered = new CancellationTokenSource(AnswerTime);
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
        services.AddSingleton<GroupCommitLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<GroupCommitLedger>());
        services.AddSingleton<IIssues, LocalIssues>();
        services.AddSingleton<IProjects, LocalProjects>();
        services.AddSingleton<IIntake, Intake>();
    }

    /// <summary>What everyone is shown, unless it was set: this machine's own name for itself.</summary>
    private static Dictionary<string, string?> PublicUrl(ConfigurationManager configuration, StandaloneOptions options, int port)
    {
        const string Name = $"{WebOptions.Section}:{nameof(WebOptions.PublicUrl)}";
        var scheme = options.Tls.Length > 0 ? "https" : "http";
        return configuration[Name] is null ? new() { [Name] = $"{scheme}://localhost:{port}" } : [];
    }
}
