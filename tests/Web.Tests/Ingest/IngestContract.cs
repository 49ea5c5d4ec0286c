using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Picket.Ingestion;
using Picket.Testing;

namespace Picket.Web.Tests.Ingest;

/// <summary>What every part of the contract needs: an address, an intake, and ways to send. Derive for another host in front.</summary>
public abstract class IngestContract : IAsyncLifetime
{
    protected const string Key = "0123456789abcdef0123456789abcdef";
    protected const string OtherKey = "ffffffffffffffffffffffffffffffff";
    protected const string Endpoint = "/api/1/security/";

    protected const string Report = """
        {"csp-report":{"document-uri":"https://example.com/page","violated-directive":"script-src-elem","effective-directive":"script-src-elem","original-policy":"default-src 'none'","disposition":"enforce","blocked-uri":"https://evil.example/x.js","status-code":200}}
        """;

    protected IngestContract(IIngestHost host)
    {
        Host = host;
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.BaseAddress };
    }

    protected IIngestHost Host { get; }

    protected FakeIntake Intake => Host.Intake;

    protected HttpClient Client { get; }

    public async Task InitializeAsync()
    {
        await Host.SettleAsync();
        Host.Intake.Reset();
    }

    public Task DisposeAsync()
    {
        Client.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The only refusal that was counted, as soon as it is: an edge lets the host know a moment after it has answered.</summary>
    protected async Task<(ProjectId Project, string Reason)> RefusalAsync()
    {
        await Until.TrueAsync(() => !Intake.Refusals.IsEmpty, TimeSpan.FromSeconds(20), "a refusal is counted");
        return Assert.Single(Intake.Refusals);
    }

    protected static string WithKey(string path = Endpoint, string more = "") => $"{path}?sentry_key={Key}{more}";

    protected static HttpRequestMessage Post(string url, string body = Report, string? contentType = "application/csp-report", params (string Name, string Value)[] headers) =>
        Post(url, Encoding.UTF8.GetBytes(body), contentType, headers);

    protected static HttpRequestMessage Post(string url, byte[] body, string? contentType = "application/csp-report", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    protected async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            return await Client.SendAsync(request);
        }
    }

    /// <summary>Asserts a refusal: its status, its one text, and what every answer carries.</summary>
    protected static async Task<JsonElement> RefusedAsync(HttpStatusCode status, string detail, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        AllowsAnyOrigin(answer.Headers);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(detail, json.GetProperty("detail").GetString());
        if (json.TryGetProperty("causes", out var causes))
        {
            Assert.NotEqual(0, causes.GetArrayLength());
        }

        return json;
    }

    protected static async Task AcceptedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AllowsAnyOrigin(answer.Headers);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    protected static void AllowsAnyOrigin(HttpResponseHeaders headers)
    {
        Assert.Equal("*", Assert.Single(headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("x-sentry-error, x-sentry-rate-limits, retry-after", string.Join(", ", headers.GetValues("Access-Control-Expose-Headers")));
    }
}
