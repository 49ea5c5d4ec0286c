using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Picket.Testing;

/// <summary>Reads Picket's management API as its users do: by HTTP, with a token.</summary>
public sealed partial class PicketApi : IDisposable
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    /// <summary>Reads from the host that <paramref name="reportUri"/> belongs to.</summary>
    /// <param name="reportUri">The printed report-uri.</param>
    /// <param name="token">The printed token.</param>
    /// <param name="trusted">The certificate a test made for itself, over https.</param>
    public PicketApi(Uri reportUri, string token, X509Certificate2? trusted = null)
    {
        var handler = new SocketsHttpHandler();
        if (trusted is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => trusted.Equals(certificate);
        }

        _http = new(handler) { BaseAddress = new(reportUri, "/api/0/"), Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>
    /// All issues of a project, by default of the first, page by page: those of its stream, or of all places. By their numbers, for lists by time move while they are read.
    /// </summary>
    public async Task<IReadOnlyList<ApiIssue>> IssuesAsync(string? slug = null, string place = "stream")
    {
        var project = (await GetAsync("projects/")).EnumerateArray().First(project => slug is null || project.GetProperty("slug").GetString() == slug);
        var organization = project.GetProperty("organization").GetProperty("slug").GetString();
        List<ApiIssue> issues = [];
        string? next = $"projects/{organization}/{project.GetProperty("slug").GetString()}/issues/?query=&sort=new&place={place}&limit=100";
        while (next is not null)
        {
            using var response = await SendAsync(next);
            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            issues.AddRange(page.RootElement.EnumerateArray().Select(ApiIssue.From));
            next = response.Headers.TryGetValues("Link", out var links) ? NextPage(string.Join(",", links)) : null;
        }

        return issues;
    }

    /// <summary>An issue's counted values of one tag.</summary>
    public async Task<IReadOnlyDictionary<string, long>> TagAsync(string issue, string tag)
    {
        foreach (var entry in (await GetAsync($"issues/{issue}/tags/")).EnumerateArray())
        {
            if (entry.GetProperty("key").GetString() == tag)
            {
                return entry.GetProperty("topValues").EnumerateArray()
                    .ToDictionary(value => value.GetProperty("value").GetString() ?? "", value => value.GetProperty("count").GetInt64());
            }
        }

        return new Dictionary<string, long>();
    }

    /// <summary>An issue's latest sample.</summary>
    public Task<JsonElement> LatestEventAsync(string issue) => GetAsync($"issues/{issue}/events/latest/");

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await SendAsync(path);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>While PostgreSQL is away the API says 503: asks again until it is back.</summary>
    private async Task<HttpResponseMessage> SendAsync(string path)
    {
        HttpResponseMessage? response = null;
        await Until.TrueAsync(
            async () =>
            {
                response?.Dispose();
                response = await _http.GetAsync(path);
                return response.StatusCode != HttpStatusCode.ServiceUnavailable;
            },
            Recovery,
            () => $"{path} is answered");
        return response!.EnsureSuccessStatusCode();
    }

    private static string? NextPage(string link) =>
        NextLink().Match(link) is { Success: true } match ? match.Groups["address"].Value : null;

    [GeneratedRegex("""<(?<address>[^>]*)>; *rel="next"; *results="true";""", RegexOptions.CultureInvariant)]
    private static partial Regex NextLink();
}
