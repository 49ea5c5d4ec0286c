using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using Picket.Testing;

namespace Picket.Standalone.Tests;

/// <summary>Two organizations on one installation: neither reads, counts or guesses what the other has.</summary>
public sealed class Tenants : IAsyncLifetime
{
    private const string OtherToken = "pkt_of_the_other_tenant";
    private const string OtherKey = "00000000-0000-0000-0000-0000000000aa";
    private const string Report = """{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://secret.example/","document-uri":"https://a.example/"}}""";

    private TestPostgres _postgres = null!;
    private StandaloneProcess _standalone = null!;

    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.StartAsync();
        var connectionString = await _postgres.CreateDatabaseAsync();
        _standalone = await StandaloneProcess.StartAsync(new() { Environment = new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = connectionString } });
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var other = source.CreateCommand(
            """
            with organization as (insert into organizations (slug, name) values ('other', 'Other') returning id),
            person as (insert into users (name) values ('Other') returning id),
            membership as (insert into memberships (organization_id, user_id, role) select organization.id, person.id, 'owner' from organization, person),
            token as (insert into api_tokens (user_id, hash, label) select id, sha256(convert_to($1, 'UTF8')), 'test' from person),
            project as (insert into projects (organization_id, slug, name) select id, 'website', 'Website' from organization returning id)
            insert into project_keys (project_id, public_key) select id, $2 from project
            """);
        other.Parameters.AddWithValue(OtherToken);
        other.Parameters.AddWithValue(Guid.Parse(OtherKey));
        await other.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync()
    {
        await _standalone.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task What_belongs_to_another_organization_looks_like_what_does_not_exist()
    {
        using var own = Client(_standalone.Token);
        using var other = Client(OtherToken);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(other, _standalone.ReportUri.PathAndQuery));
        var issue = (await ReadAsync(own, "/api/0/projects/home/website/issues/"))[0].GetProperty("id").GetString()!;

        Assert.Equal("home", (await ReadAsync(own, "/api/0/organizations/")).EnumerateArray().Single().GetProperty("slug").GetString());
        Assert.Equal("other", (await ReadAsync(other, "/api/0/organizations/")).EnumerateArray().Single().GetProperty("slug").GetString());
        Assert.Equal("other", (await ReadAsync(other, "/api/0/projects/")).EnumerateArray().Single().GetProperty("organization").GetProperty("slug").GetString());
        Assert.Empty((await ReadAsync(other, "/api/0/projects/other/website/issues/?query=secret")).EnumerateArray());
        foreach (var (path, missing) in new[]
        {
            ("/api/0/projects/home/website/issues/", "/api/0/projects/none/website/issues/"),
            ($"/api/0/issues/{issue}/", "/api/0/issues/999999/"),
            ($"/api/0/issues/{issue}/events/", "/api/0/issues/999999/events/"),
            ($"/api/0/issues/{issue}/events/latest/", "/api/0/issues/999999/events/latest/"),
            ($"/api/0/issues/{issue}/tags/", "/api/0/issues/999999/tags/"),
        })
        {
            using var mine = await own.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
            using var others = await other.GetAsync(path);
            using var nobodys = await other.GetAsync(missing);
            Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
            Assert.Equal(await nobodys.Content.ReadAsStringAsync(), await others.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_key_opens_its_own_project_only_and_a_wrong_one_costs_the_project_nothing()
    {
        using var client = Client(OtherToken);
        var right = _standalone.ReportUri.PathAndQuery;
        var othersKey = right[..right.IndexOf('=', StringComparison.Ordinal)] + "=" + OtherKey.Replace("-", "", StringComparison.Ordinal);

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(client, othersKey));
        }

        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, right));
        Assert.Empty((await ReadAsync(client, "/api/0/projects/other/website/issues/")).EnumerateArray());
    }

    private HttpClient Client(string token) => new()
    {
        BaseAddress = new(_standalone.ReportUri, "/"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <summary>As browsers send it, without anybody's token.</summary>
    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string path)
    {
        using var anyone = new HttpClient { BaseAddress = client.BaseAddress };
        using var body = new StringContent(Report, Encoding.UTF8, "application/csp-report");
        using var answer = await anyone.PostAsync(path, body);
        return answer.StatusCode;
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string path)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
