using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Storage.Tenants;
using Picket.Web.Frames;
using Picket.Web.Ingest;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Ingest;

/// <summary>Ingest alone on a real Kestrel; whatever it passes on is answered 404, as routing would.</summary>
public class KestrelIngestHost : IIngestHost, IAsyncLifetime
{
    private readonly WebApplication _app;

    public KestrelIngestHost()
        : this([])
    {
    }

    protected KestrelIngestHost(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.ListenForFrames(IPAddress.Loopback, 0);
        });
        builder.Services.AddLogging(logging => logging.AddProvider(Log));
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new ClientIdentity(new byte[32], Time));
        builder.Services.AddSingleton(provider => new ClientAgents(new(), Time, provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddSingleton<IIntake>(Intake);
        builder.Services.AddSingleton(provider =>
            new BodyBudget(MaxBytes, TimeSpan.Zero, Time, provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddSingleton(new QuotaNotices(null!)); // Nothing is stored here, and no mail is set up that would ask.
        builder.Services.AddPicketWeb(builder.Configuration);
        builder.Services.AddPicketFrames(new(Secret));
        MemoryKeys.Use(builder.Services);
        _app = builder.Build();
        _app.UseTrustedProxies();
        _app.UsePicketIngest();
        _app.Run(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/health/ready" ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    public const long MaxBytes = 4 << 20;

    public const string Secret = "a secret of tests";

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public FakeIntake Intake { get; } = new();

    public RecordingLog Log { get; } = new();

    public BodyBudget Budget => _app.Services.GetRequiredService<BodyBudget>();

    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Where it takes frames.</summary>
    public int FramesPort { get; private set; }

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        var ports = _app.Urls.Select(url => int.Parse(url.AsSpan(url.LastIndexOf(':') + 1), CultureInfo.InvariantCulture)).ToArray();
        (BaseAddress, FramesPort) = (new($"http://127.0.0.1:{ports[0]}"), ports[1]);
    }

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();
}
