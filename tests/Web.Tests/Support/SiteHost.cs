using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Storage.Accounts;
using Picket.Storage.Queries;
using Picket.Storage.Search;
using Picket.Storage.State;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;
using Picket.Web.Dashboard;
using Picket.Web.Dashboard.Pages;
using Picket.Web.Dashboard.Streams;
using Picket.Web.Dashboard.Views;
using Picket.Web.Ingest;
using Picket.Web.Tests.Ingest;

namespace Picket.Web.Tests.Support;

/// <summary>
/// All of HTTP on a real Kestrel, without PostgreSQL: whoever asks for something that is stored gets an error. A few paths below /test stand for what a store would bring.
/// </summary>
public sealed class SiteHost : IAsyncLifetime
{
    public const string PublicUrl = "https://reports.example.com";

    private readonly MemorySessions _sessions = new();
    private readonly WebApplication _app;

    public SiteHost()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Picket:PublicUrl", PublicUrl)]);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(logging => logging.AddProvider(Log));
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Some.Noon));
        builder.Services.AddSingleton(new ClientIdentity(new byte[32], TimeProvider.System));
        builder.Services.AddSingleton(provider => new ClientAgents(new(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddSingleton<IIntake>(Intake);
        builder.Services.AddSingleton(provider =>
            new BodyBudget(1 << 20, TimeSpan.Zero, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>().Create("Tests")));
        builder.Services.AddSingleton<IProjectDirectory>(new OneProject());
        builder.Services.AddSingleton<ICallers>(_sessions);
        builder.Services.AddSingleton<ISessions>(_sessions);
        builder.Services.AddSingleton(new LinkStore(null!));
        builder.Services.AddSingleton(new Memberships(null!));
        builder.Services.AddSingleton(new TokenStore(null!));
        builder.Services.AddSingleton(new UserStore(null!));
        builder.Services.AddSingleton<IUserStore<User>>(new UserStore(null!));
        builder.Services.AddSingleton(new AuditLog(null!));
        builder.Services.AddSingleton(new OrganizationStore(null!));
        builder.Services.AddSingleton(new ProjectStore(null!));
        builder.Services.AddSingleton(new KeyStore(null!));
        builder.Services.AddSingleton(new MemberStore(null!));
        builder.Services.AddSingleton(new InvitationStore(null!));
        builder.Services.AddSingleton(new PlanStore(null!));
        builder.Services.AddSingleton(new QuotaNotices(null!));
        builder.Services.AddSingleton(new UsageQueries(null!));
        builder.Services.AddSingleton(new OrganizationQueries(null!));
        builder.Services.AddSingleton(new ProjectQueries(null!));
        builder.Services.AddSingleton(new IssueQueries(null!));
        builder.Services.AddSingleton(new EventQueries(null!));
        builder.Services.AddSingleton(new OutcomeQueries(null!));
        builder.Services.AddSingleton(new ExportQueries(null!));
        builder.Services.AddSingleton(new IssueSearches(null!));
        builder.Services.AddSingleton(new IssueStandings(null!));
        builder.Services.AddSingleton(new IssueActions(null!));
        builder.Services.AddSingleton(new FilterQueries(null!));
        builder.Services.AddSingleton(new FilterTrials(null!));
        builder.Services.AddSingleton(new InventoryQueries(null!));
        builder.Services.AddSingleton(new InstallationQueries(null!));
        builder.Services.AddSingleton(new StreamQueries(null!));
        builder.Services.AddSingleton(new ProjectFigureQueries(null!));
        builder.Services.AddSingleton(new SavedViews(null!));
        builder.Services.AddSingleton(new NoiseOverrules(null!));
        builder.Services.AddPicketWeb(builder.Configuration);
        MemoryKeys.Use(builder.Services);
        _app = builder.Build();
        _app.UseTrustedProxies();
        _app.UsePicketIngest();
        _app.MapPicketWeb();
        _app.MapGet("/test/sign-in", (HttpContext context) => Session.StartAsync(context, 5));
        _app.MapGet("/test/who", (Caller caller) => caller.UserId);
        _app.MapGet("/test/late", IResult () => throw new TimeoutException("secret detail"));
        _app.MapGet("/test/project", () => new HtmlPage<ProjectPage>(new() { [nameof(ProjectPage.View)] = Project }));
        _app.MapGet("/test/issue", () => new HtmlPage<IssuePage>(new() { [nameof(IssuePage.View)] = Issue }));
        _app.MapGet("/test/stream", () => new HtmlPage<StreamPage>(new() { [nameof(StreamPage.View)] = Stream }));
        _app.MapGet("/test/projects", () => new HtmlPage<ProjectsPage>(new() { [nameof(ProjectsPage.Projects)] = (IReadOnlyList<ProjectCard>)[Some.Card] }));
    }

    /// <summary>What the next /test/project shows.</summary>
    public ProjectView? Project { get; set; }

    /// <summary>What the next /test/stream shows.</summary>
    public StreamView? Stream { get; set; }

    /// <summary>What the next /test/issue shows.</summary>
    public IssueView? Issue { get; set; }

    public RecordingLog Log { get; } = new();

    public FakeIntake Intake { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Posts a form as its page would: with the cookie and the field that say it is Picket's own.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string path, string cookie, params (string Name, string Value)[] fields)
    {
        var (page, body) = await GetAsync("/sign-in?token=0", ("Cookie", cookie));
        var own = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var field = body.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([.. fields.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)), new("__RequestVerificationToken", field)]),
        };
        request.Headers.Add("Cookie", $"{cookie}; {own}");
        return await Http.SendAsync(request);
    }

    /// <summary>Gets a path; parameters are header names and values in turn.</summary>
    internal async Task<(HttpResponseMessage Answer, string Body)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await Http.SendAsync(request);
        return (answer, await answer.Content.ReadAsStringAsync());
    }
}
