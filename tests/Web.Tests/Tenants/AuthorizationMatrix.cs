using System.Text;
using Microsoft.AspNetCore.Routing;
using Picket.Web.Api;
using Xunit.Abstractions;

namespace Picket.Web.Tests.Tenants;

/// <summary>
/// Every endpoint there is, asked by everyone there is: what each is answered stands in <see cref="Table"/>, and an endpoint without a row fails. What is Acme's, its
/// project's and its issue's is asked for; calls send the example of their description. "manage" is a token with the scope admin, "elsewhere" one for another project.
/// </summary>
public sealed class AuthorizationMatrix(TenantHost host, ITestOutputHelper output) : IClassFixture<TenantHost>
{
    private static readonly string?[] Callers = [null, "viewer", "member", "admin", "owner", "stranger", "operator", "read", "write", "manage", "elsewhere"];

    [Fact]
    public async Task Everyone_is_answered_as_the_table_says()
    {
        var expected = Table.Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#')).Select(Row).ToDictionary(row => row[..row.LastIndexOf('|')].Trim(), row => row[(row.LastIndexOf('|') + 1)..].Trim());
        var wrong = new StringBuilder();
        var endpoints = host.Endpoints.SelectMany(Methods).OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Method, StringComparer.Ordinal).ToList();
        foreach (var (method, path, endpoint) in endpoints)
        {
            var name = $"{method} {path}";
            var actual = await AskAsync(method, path, endpoint);
            if (!expected.Remove(name, out var row) || row != actual)
            {
                wrong.AppendLine($"{method,-6} {path,-66} | {actual}");
            }
        }

        output.WriteLine(wrong.ToString());
        Assert.True(wrong.Length == 0 && expected.Count == 0, $"The table says otherwise, or nothing; these are the answers:\n{wrong}\nNo such endpoint: {string.Join(", ", expected.Keys)}");
    }

    private async Task<string> AskAsync(string method, string path, RouteEndpoint endpoint)
    {
        await World.ResetAsync(host.Store);
        var answers = new List<int>();
        foreach (var caller in Callers)
        {
            var status = path.StartsWith("/api/", StringComparison.Ordinal)
                ? (await host.CallAsync(caller, method, Fill(path), endpoint.Metadata.GetMetadata<Description>()?.Body ?? (method == "GET" ? null : "{}"))).Status
                : await BrowseAsync(caller, method, Fill(path));
            answers.Add(status);
            if (method != "GET" && status < 400)
            {
                await World.ResetAsync(host.Store);
            }
        }

        return string.Join(" ", answers.Select(status => status == 0 ? "-" : status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Pages are for people: tokens are not asked.</summary>
    private async Task<int> BrowseAsync(string? caller, string method, string path)
    {
        if (caller is not null && !World.People.Contains(caller))
        {
            return 0;
        }

        using var answer = method == "GET" ? await GetHeadAsync(caller, path) : await host.PostAsync(caller, path);
        return (int)answer.StatusCode;
    }

    /// <summary>Streams never end: their head is enough.</summary>
    private async Task<HttpResponseMessage> GetHeadAsync(string? caller, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (caller is not null)
        {
            request.Headers.Add("Cookie", $"__Host-picket={World.SessionOf(caller)}");
        }

        return await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static string Fill(string path) => path
        .Replace("/projects/{project}", "/projects/1", StringComparison.Ordinal)
        .Replace("{organization}", "acme", StringComparison.Ordinal).Replace("{project}", "shop", StringComparison.Ordinal).Replace("{issue}", "1", StringComparison.Ordinal)
        .Replace("{key}", World.Key, StringComparison.Ordinal).Replace("{member}", "1", StringComparison.Ordinal).Replace("{tenant}", "acme", StringComparison.Ordinal)
        .Replace("{plan}", "unused", StringComparison.Ordinal).Replace("{token}", "4", StringComparison.Ordinal).Replace("{session}", "4", StringComparison.Ordinal)
        .Replace("{team}", "any", StringComparison.Ordinal).Replace("{id}", "latest", StringComparison.Ordinal).Replace("{file}", "none", StringComparison.Ordinal).Replace("{filter}", "localhost", StringComparison.Ordinal)
        .Replace("{section}", "general", StringComparison.Ordinal);

    private static IEnumerable<(string Method, string Path, RouteEndpoint Endpoint)> Methods(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (method, endpoint.RoutePattern.RawText!, endpoint));

    private static string Row(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
