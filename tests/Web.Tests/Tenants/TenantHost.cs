using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Storage;
using Picket.Testing;
using Picket.Web.Doctor;
using Picket.Web.Ingest;
using Picket.Web.Tests.Ingest;

namespace Picket.Web.Tests.Tenants;

/// <summary>All of HTTP on a real Kestrel over a real PostgreSQL.</summary>
public sealed class TenantHost : IAsyncLifetime
{
    private readonly Dictionary<string, string> _settings = new() { ["Picket:PublicUrl"] = "https://reports.example.com" };
    private TestPostgres _postgres = null!;
    private WebApplication _app = null!;

    public Store Store { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Every endpoint that answers a method.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    internal RecordingLog Log { get; } = new();

    public Task InitializeAsync() => StartAsync();

    /// <summary>Starts it with more settings.</summary>
    internal async Task StartAsync(params (string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            _settings[$"Picket:{name}"] = value;
        }

        _postgres = await TestPostgres.StartAsync();
        Store = await Store.OpenAsync(
            await _postgres.CreateDatabaseAsync(), new StorageOptions(), new IngestionOptions(), NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(_settings!);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(logging => logging.AddProvider(Log));
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ClientIdentity(new byte[32], TimeProvider.System));
        builder.Services.AddSingleton(provider => new ClientAgents(new(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddSingleton<IIntake>(new FakeIntake());
        builder.Services.AddSingleton(provider =>
            new BodyBudget(1 << 20, TimeSpan.Zero, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddSingleton(new FetchRules((_, _) => Task.FromResult<IPAddress[]>([]), _ => false, _ => true)); // Tests ask no other site.
        builder.Services.AddPicketStorage(Store);
        builder.Services.AddPicketWeb(builder.Configuration);
        _app = builder.Build();
        _app.UseTrustedProxies();
        _app.UsePicketIngest();
        _app.MapPicketWeb();
        await _app.StartAsync();
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(_app.Urls.First()) };
        await World.ResetAsync(Store);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>Mails what housekeeping found to say of quotas.</summary>
    internal Task MailNoticesAsync() => _app.Services.GetRequiredService<Picket.Web.Accounts.Mail.QuotaMails>().SendAsync(CancellationToken.None);

    /// <summary>Calls the API with a token of <see cref="World"/>; without one where <paramref name="caller"/> is null.</summary>
    internal async Task<(int Status, string Body)> CallAsync(string? caller, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (caller is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", World.TokenOf(caller));
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a browser's request with a session of <see cref="World"/>; a stranger's where <paramref name="person"/> is null.</summary>
    internal async Task<HttpResponseMessage> BrowseAsync(string? person, string method, string path, HttpContent? content = null, params string[] cookies)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = content };
        string[] all = person is null ? cookies : [$"__Host-picket={World.SessionOf(person)}", .. cookies];
        if (all.Length > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", all));
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Posts a form as its page would: with the cookie and the field that say it is Picket's own.</summary>
    internal Task<HttpResponseMessage> PostAsync(string? person, string path, params (string Name, string Value)[] fields) =>
        PostWithAsync(person is null ? null : $"__Host-picket={World.SessionOf(person)}", path, fields);

    /// <summary>The same with the session of a cookie.</summary>
    internal async Task<HttpResponseMessage> PostWithAsync(string? session, string path, params (string Name, string Value)[] fields)
    {
        string[] cookies = session is null ? [] : [session];
        using var page = await BrowseAsync(null, "GET", "/sign-in?token=0", null, cookies);
        var cookie = page.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("__Host-picket-form=", StringComparison.Ordinal)).Split(';')[0];
        var field = (await page.Content.ReadAsStringAsync()).Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        var form = new FormUrlEncodedContent([.. fields.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)), new("__RequestVerificationToken", field)]);
        return await BrowseAsync(null, "POST", path, form, [.. cookies, cookie]);
    }
}
