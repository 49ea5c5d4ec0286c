using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Storage;
using Picket.Storage.Accounts;
using Picket.Testing;
using Picket.Web.Ingest;
using Picket.Web.Tests.Ingest;

namespace Picket.Web.Tests.Support;

/// <summary>All of HTTP on a real Kestrel over a real PostgreSQL, with one owner, one project and a token. Housekeeping does not run.</summary>
public sealed class StoredSite : IAsyncLifetime
{
    private TestPostgres _postgres = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    internal Store Store { get; private set; } = null!;

    internal FirstRunResult First { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.StartAsync();
        Store = await Store.OpenAsync(await _postgres.CreateDatabaseAsync(), new(), new(), NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        First = await new FirstRun(Store).EnsureAsync();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Picket:PublicUrl", SiteHost.PublicUrl)]);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ClientIdentity(new byte[32], TimeProvider.System));
        builder.Services.AddSingleton(provider => new ClientAgents(new(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddSingleton<IIntake>(new FakeIntake());
        builder.Services.AddSingleton(provider =>
            new BodyBudget(1 << 20, TimeSpan.Zero, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddPicketStorage(Store);
        foreach (var service in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(Store).Assembly).ToList())
        {
            builder.Services.Remove(service);
        }

        builder.Services.AddPicketWeb(builder.Configuration);
        _app = builder.Build();
        _app.UsePicketIngest();
        _app.MapPicketWeb();
        await _app.StartAsync();
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(_app.Urls.First()) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", First.Token);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>Calls the API as the owner, below <c>/api/0</c>.</summary>
    internal async Task<(int Status, string Body, HttpResponseMessage Answer)> CallAsync(HttpMethod method, string path, string? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, "/api/0" + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    /// <summary>Gets JSON.</summary>
    internal async Task<JsonElement> GetAsync(string path)
    {
        var (status, body, _) = await CallAsync(HttpMethod.Get, path);
        Assert.True(status == 200, $"{path}: {status} {body}");
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
