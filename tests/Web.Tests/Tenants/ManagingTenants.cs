using System.Text.Json.Nodes;
using Picket.Ingestion;
using Picket.Reports.Noise;

namespace Picket.Web.Tests.Tenants;

public sealed class ManagingTenants(TenantHost host) : IClassFixture<TenantHost>, IAsyncLifetime
{
    private const string Shop = "/api/0/projects/acme/shop/";

    public Task InitializeAsync() => World.ResetAsync(host.Store);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("""{"id": "9"}""", "id")]
    [InlineData("""{"organization": {"slug": "other"}}""", "organization")]
    [InlineData("""{"version": 0}""", "version")]
    [InlineData("""{"newIssuesPerHour": -2}""", "newIssuesPerHour")]
    [InlineData("""{"newIssuesPerHour": 1000001}""", "newIssuesPerHour")]
    [InlineData("""{"filters": {"localhost": 1}}""", "filters")]
    [InlineData("""{"filters": {"blocked_ips": ["everywhere"]}}""", "filters")]
    [InlineData("""{"filters": {"dropped_noise": ["no-such-class"]}}""", "filters")]
    [InlineData("""{"filters": {"rules": [{}]}}""", "filters")]
    [InlineData("""{"allowedDomains": "example.com"}""", "allowedDomains")]
    [InlineData("""{"allowedDomains": ["exa mple.com"]}""", "allowedDomains")]
    [InlineData("""{"slug": "Shop"}""", "slug")]
    [InlineData("""{"slug": "12"}""", "slug")]
    [InlineData("""{"slug": "shop'; drop table users; --"}""", "slug")]
    [InlineData("""{"name": "\u0000"}""", "name")]
    [InlineData("""{"rateLimit": {"count": 1}}""", "rateLimit")]
    public async Task What_cannot_be_set_is_refused_by_name(string body, string field)
    {
        var (status, text) = await host.CallAsync("owner", "PUT", Shop, body);
        Assert.Equal(400, status);
        Assert.NotNull(JsonNode.Parse(text)![field]);
        Assert.Equal("Website", (await GetAsync("owner", Shop))["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"name": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}}}""")]
    public async Task What_is_no_object_is_refused(string body) => Assert.Equal(400, (await host.CallAsync("owner", "PUT", Shop, body)).Status);

    [Fact]
    public async Task A_projects_own_value_wins_over_its_organizations_and_hosts_know()
    {
        Assert.Equal(200, (await host.CallAsync("admin", "PUT", "/api/0/organizations/acme/", """{"newIssuesPerHour": 7, "allowedDomains": ["*.acme.example"]}""")).Status);
        Assert.Equal(200, (await host.CallAsync("admin", "PUT", Shop, """{"newIssuesPerHour": 9, "rateLimit": {"count": 5, "window": 60}}""")).Status);
        var project = await GetAsync("viewer", Shop);
        Assert.Equal(9, project["effectiveSettings"]!["newIssuesPerHour"]!.GetValue<int>());
        Assert.Equal("*.acme.example", project["allowedDomains"]![0]!.GetValue<string>());
        Assert.Null(project["settings"]!["allowedDomains"]);

        await host.Store.Directory.RefreshAsync(CancellationToken.None);
        var settings = host.Store.Directory.Find(new ProjectId(1))!;
        Assert.Equal((9, 5), (settings.NewIssuesPerHour, settings.Limit!.Count));
        Assert.Equal(["*.acme.example"], settings.AllowedDomains);
        Assert.Equal(7, host.Store.Directory.Find(new ProjectId(2))!.NewIssuesPerHour);

        Assert.Equal(200, (await host.CallAsync("admin", "PUT", Shop, """{"newIssuesPerHour": null}""")).Status);
        Assert.Equal(7, (await GetAsync("viewer", Shop))["effectiveSettings"]!["newIssuesPerHour"]!.GetValue<int>());
    }

    [Fact]
    public async Task Filters_are_switched_as_at_Sentry_and_hosts_know()
    {
        Assert.Equal(204, (await host.CallAsync("admin", "PUT", Shop + "filters/localhost/", """{"active": true}""")).Status);
        Assert.Equal(204, (await host.CallAsync("admin", "PUT", Shop + "filters/legacy-browsers/", """{"subfilters": ["ie9", "ie10"]}""")).Status);
        Assert.Equal(204, (await host.CallAsync("admin", "PUT", Shop + "filters/browser-extensions/", """{"active": true}""")).Status);
        Assert.Equal(204, (await host.CallAsync("admin", "PUT", Shop + "filters/web-crawlers/", """{"active": false}""")).Status);
        Assert.Equal(200, (await host.CallAsync("admin", "PUT", Shop + "filters/", """{"blocked_ips": ["192.0.2.0/24"]}""")).Status);
        Assert.Equal(400, (await host.CallAsync("admin", "PUT", Shop + "filters/legacy-browsers/", """{"subfilters": ["netscape"]}""")).Status);
        Assert.Equal(400, (await host.CallAsync("admin", "PUT", Shop + "filters/ip-address/", """{"active": true}""")).Status);
        Assert.Equal(404, (await host.CallAsync("admin", "PUT", Shop + "filters/no-such/", """{"active": true}""")).Status);

        var (_, text) = await host.CallAsync("viewer", "GET", Shop + "filters/");
        var shown = JsonNode.Parse(text)!.AsArray().ToDictionary(filter => filter!["id"]!.GetValue<string>(), filter => filter!["active"]!.ToJsonString());
        Assert.Equal(("true", "[\"ie9\",\"ie10\"]", "true", "false"), (shown["localhost"], shown["legacy-browsers"], shown["browser-extensions"], shown["web-crawlers"]));
        Assert.Equal(("[\"192.0.2.0/24\"]", "false"), (shown["ip-address"], shown["release-version"]));

        await host.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.Equal("noise-extension", host.Store.Directory.Find(new ProjectId(1))!.Filters.Match(NoiseVerdict.Clean.With(NoiseReasons.ExtensionScheme)));
    }

    [Fact]
    public async Task A_plan_caps_what_projects_set_and_a_suspended_organization_takes_no_reports()
    {
        Assert.Equal(200, (await host.CallAsync("admin", "PUT", Shop, """{"newIssuesPerHour": 900, "rateLimit": {"count": 100, "window": 1}}""")).Status);
        Assert.Equal(200, (await host.CallAsync("operator", "PUT", "/api/0/operator/plans/small/", """{"newIssuesPerHour": 50, "rateLimit": {"count": 60, "window": 60}, "projectsMax": 2, "monthQuota": 1000}""")).Status);
        Assert.Equal(200, (await host.CallAsync("operator", "PUT", "/api/0/operator/organizations/acme/", """{"plan": "small"}""")).Status);
        await host.Store.Directory.RefreshAsync(CancellationToken.None);
        var settings = host.Store.Directory.Find(new ProjectId(1))!;
        Assert.Equal((50, 60, 1000, true), (settings.NewIssuesPerHour, settings.Limit!.Count, settings.OrganizationLimit, settings.Active));
        Assert.Equal(403, (await host.CallAsync("admin", "POST", "/api/0/organizations/acme/projects/", """{"name": "Third"}""")).Status);

        Assert.Equal(200, (await host.CallAsync("operator", "PUT", "/api/0/operator/organizations/acme/", """{"status": "suspended"}""")).Status);
        await host.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.False(host.Store.Directory.Find(new ProjectId(1))!.Active);
        Assert.Equal((200, 403), ((await host.CallAsync("owner", "GET", Shop)).Status, (await host.CallAsync("owner", "PUT", Shop, """{"name": "X"}""")).Status));
        Assert.Equal(200, (await host.CallAsync("operator", "PUT", "/api/0/operator/organizations/acme/", """{"status": "active"}""")).Status);
        Assert.Equal(200, (await host.CallAsync("owner", "PUT", Shop, """{"name": "X"}""")).Status);
    }

    [Fact]
    public async Task Keys_are_made_limited_rotated_with_an_overlap_and_revoked()
    {
        var (status, text) = await host.CallAsync("admin", "POST", $"{Shop}keys/", """{"name": "CDN", "rateLimit": {"count": 10, "window": 60}, "reportTypes": ["csp"]}""");
        Assert.Equal(201, status);
        var key = JsonNode.Parse(text)!;
        var id = key["id"]!.GetValue<string>();
        Assert.Equal($"https://reports.example.com/api/1/security/?sentry_key={id}", key["dsn"]!["security"]!.GetValue<string>());
        Assert.Equal($"https://{id}@reports.example.com/1", key["dsn"]!["public"]!.GetValue<string>());

        var made = JsonNode.Parse((await host.CallAsync("admin", "POST", $"{Shop}keys/{id}/rotate/", """{"overlapHours": 1}""")).Body)!;
        Assert.NotEqual(id, made["id"]!.GetValue<string>());
        var old = await GetAsync("viewer", $"{Shop}keys/{id}/");
        Assert.True(old["isActive"]!.GetValue<bool>());
        Assert.NotNull(old["dateExpires"]);
        await host.Store.Directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(3, host.Store.Directory.Find(new ProjectId(1))!.Keys.Count(one => one.Active));

        Assert.Equal(204, (await host.CallAsync("admin", "DELETE", $"{Shop}keys/{id}/")).Status);
        Assert.Equal(404, (await host.CallAsync("admin", "GET", $"{Shop}keys/{id}/")).Status);
        Assert.Equal(404, (await host.CallAsync("stranger", "GET", $"/api/0/projects/other/shop/keys/{World.Key}/")).Status);
    }

    [Fact]
    public async Task The_last_owner_cannot_go_and_an_admin_makes_no_owners()
    {
        Assert.Equal(409, (await host.CallAsync("owner", "DELETE", "/api/0/organizations/acme/members/me/")).Status);
        Assert.Equal(409, (await host.CallAsync("owner", "PUT", "/api/0/organizations/acme/members/4/", """{"role": "admin"}""")).Status);
        Assert.Equal(403, (await host.CallAsync("admin", "PUT", "/api/0/organizations/acme/members/2/", """{"role": "owner"}""")).Status);
        Assert.Equal(403, (await host.CallAsync("admin", "DELETE", "/api/0/organizations/acme/members/4/")).Status);
        Assert.Equal(404, (await host.CallAsync("owner", "DELETE", "/api/0/organizations/acme/members/5/")).Status);

        Assert.Equal(204, (await host.CallAsync("owner", "POST", "/api/0/organizations/acme/transfer/", """{"member": "3"}""")).Status);
        Assert.Equal(204, (await host.CallAsync("owner", "DELETE", "/api/0/organizations/acme/members/me/")).Status);
        Assert.Equal(404, (await host.CallAsync("owner", "GET", "/api/0/organizations/acme/")).Status);
    }

    [Fact]
    public async Task A_token_is_shown_once_and_makes_none_that_may_do_more()
    {
        var (status, text) = await host.CallAsync("manage", "POST", "/api/0/api-tokens/", """{"name": "CI", "scopes": ["admin"], "expiresInDays": 1}""");
        Assert.Equal(201, status);
        Assert.StartsWith("pkt_", JsonNode.Parse(text)!["token"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"token\"", (await host.CallAsync("owner", "GET", "/api/0/api-tokens/")).Body, StringComparison.Ordinal);
        Assert.Equal(400, (await host.CallAsync("manage", "POST", "/api/0/api-tokens/", """{"name": "CI", "scopes": ["read"]}""")).Status);
        Assert.Equal(400, (await host.CallAsync("owner", "POST", "/api/0/api-tokens/", """{"name": "CI", "scopes": ["read"], "project": "3"}""")).Status);
    }

    [Fact]
    public async Task What_is_deleted_wants_its_name_and_is_gone_for_everyone_at_once()
    {
        Assert.Equal(400, (await host.CallAsync("owner", "DELETE", Shop, """{"name": "Shop"}""")).Status);
        Assert.Equal(204, (await host.CallAsync("owner", "DELETE", Shop, """{"name": "Website"}""")).Status);
        Assert.Equal((404, 404), ((await host.CallAsync("owner", "GET", Shop)).Status, (await host.CallAsync("owner", "GET", "/api/0/issues/1/")).Status));
    }

    [Fact]
    public async Task The_audit_log_says_who_did_what_and_exports_formulas_as_text()
    {
        Assert.Equal(200, (await host.CallAsync("admin", "PUT", Shop, """{"name": "=cmd()"}""")).Status);
        var entry = (await GetAsync("admin", "/api/0/organizations/acme/audit-logs/"))["rows"]![0]!;
        Assert.Equal(("project.edit", "admin", "shop"), (entry["event"]!.GetValue<string>(), entry["actor"]!.GetValue<string>(), entry["target"]!.GetValue<string>()));
        Assert.NotNull(entry["ipAddress"]);
        Assert.Contains("project.edit", (await host.CallAsync("admin", "GET", "/api/0/organizations/acme/audit-logs/export/?format=csv")).Body, StringComparison.Ordinal);
        Assert.Equal("'=cmd()", Picket.Web.Api.Tenants.Csv.Cell("=cmd()"));
        Assert.Equal("-5", Picket.Web.Api.Tenants.Csv.Cell("-5"));
        Assert.Equal("\"a,\"\"b\"\"\"", Picket.Web.Api.Tenants.Csv.Cell("a,\"b\""));
    }

    [Theory]
    [InlineData("/api/0/organizations/other/", "/api/0/organizations/nowhere/")]
    [InlineData("/api/0/projects/other/shop/", "/api/0/projects/other/nowhere/")]
    [InlineData("/api/0/projects/acme/shop'--/", "/api/0/projects/acme/nowhere/")]
    public async Task What_is_anothers_looks_like_what_does_not_exist(string theirs, string nowhere) =>
        Assert.Equal(await host.CallAsync("owner", "GET", nowhere), await host.CallAsync("owner", "GET", theirs));

    [Fact]
    public async Task Every_endpoint_is_described_with_its_errors_and_an_example()
    {
        var document = await GetAsync(null, "/openapi/v1.json");
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject().Where(one => one.Value is JsonObject))
            {
                var name = $"{method} {path}";
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{name} has no summary");
                var answers = operation["responses"]!.AsObject();
                Assert.All((string[])["400", "401", "403", "404", "503"], status => Assert.True(HasExample(answers[status]), $"{name} says nothing of {status}"));
                var success = answers.Single(answer => answer.Key[0] == '2');
                Assert.True(HasExample(success.Value) || (success.Key is "202" or "204" && method is "delete" or "put" or "post"), $"{name} shows no answer");
                Assert.True(operation["requestBody"] is not { } body || HasExample(body), $"{name} shows no body");
            }
        }

        var (status, page) = await host.CallAsync(null, "GET", "/api-docs/index.html");
        Assert.Equal(200, status);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    private static bool HasExample(JsonNode? of) => of?["content"]?.AsObject().All(content => content.Value!["example"] is not null) == true;

    private async Task<JsonNode> GetAsync(string? caller, string path)
    {
        var (status, body) = await host.CallAsync(caller, "GET", path);
        Assert.True(status == 200, $"{path}: {status} {body}");
        return JsonNode.Parse(body)!;
    }
}
