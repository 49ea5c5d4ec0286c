using System.Net;
using Dapper;

namespace Picket.Web.Tests.Tenants;

/// <summary>What people do on the pages of set-up, traffic, inventory, settings and installation.</summary>
public sealed class ManagingByPages(TenantHost host) : IClassFixture<TenantHost>, IAsyncLifetime
{
    private const string Settings = "/projects/1/settings/";

    public Task InitializeAsync() => World.ResetAsync(host.Store);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_project_leads_to_its_headers()
    {
        Assert.Contains("A new project in Acme", await GetAsync("admin", "/start"), StringComparison.Ordinal);
        Assert.DoesNotContain("A new organization", await GetAsync("admin", "/start"), StringComparison.Ordinal);
        Assert.Contains("Ask one of its admins", await GetAsync("viewer", "/start"), StringComparison.Ordinal);
        using var made = await host.PostAsync("admin", "/organizations/acme/projects", ("name", "www.acme.example"));
        Assert.Equal("/projects/4/setup", made.Headers.Location!.OriginalString);
        var page = await GetAsync("admin", "/projects/4/setup");
        foreach (var shown in (string[])["Waiting for the first report", "Content-Security-Policy-Report-Only: default-src", "/api/4/security/?sentry_key=", "Send a test violation", "data-live=\"/projects/4/live\""])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_operator_begins_with_an_organization()
    {
        using var made = await host.PostAsync("operator", "/start/organization", ("name", "New Ones"));
        Assert.Equal("/start", made.Headers.Location!.OriginalString);
        Assert.Contains("A new project in New Ones", await GetAsync("operator", "/start"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purpose_and_a_server_are_chosen_by_links()
    {
        var page = await GetAsync("viewer", "/projects/1/setup?send=nel&with=nginx");
        Assert.Contains("add_header NEL &quot;{\\&quot;report_to\\&quot;:", page, StringComparison.Ordinal);
        Assert.Contains("Reports arrive", page, StringComparison.Ordinal);
        Assert.Contains("send=nel&amp;with=apache", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_is_set_and_what_is_no_limit_is_refused_in_words()
    {
        using var saved = await host.PostAsync("admin", Settings + "limits", ("rateLimit.count", "5"), ("rateLimit.window", "60"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("\"rateLimit\":{\"count\":5,\"window\":60}", (await host.CallAsync("viewer", "GET", "/api/0/projects/acme/shop/")).Body, StringComparison.Ordinal);
        using var wrong = await host.PostAsync("admin", Settings + "limits", ("rateLimit.count", "5"), ("rateLimit.window", "0"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("Rate limit: Expected", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("value=\"5\"", await GetAsync("admin", Settings + "limits"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_gets_a_limit_and_kinds_of_its_own()
    {
        using var saved = await host.PostAsync("admin", "/projects/1/keys", ("act", "edit"), ("key", "1"), ("label", "Shop"), ("count", "10"), ("window", "60"), ("kinds", "csp"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("at most 10 a minute · Content Security Policy", await GetAsync("admin", Settings + "keys"), StringComparison.Ordinal);
        using var rotated = await host.PostAsync("admin", "/projects/1/keys", ("act", "rotate"), ("key", "1"), ("hours", "24"));
        Assert.Contains("until 2", await GetAsync("admin", Settings + "keys"), StringComparison.Ordinal);
        using var elsewhere = await host.PostAsync("admin", "/projects/1/keys", ("act", "revoke"), ("key", "3"));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_filter_shows_what_it_would_have_caught_before_it_is_saved()
    {
        await AddSampleAsync("https://cdn.example/app.js");
        (string, string)[] filter = [("has", "ignored_sources"), ("ignored_sources", "cdn.example")];
        using var tried = await host.PostAsync("admin", Settings + "filters", [.. filter, ("act", "try")]);
        var page = await tried.Content.ReadAsStringAsync();
        Assert.Contains("It would have caught 1 of 1 samples", page, StringComparison.Ordinal);
        Assert.Contains("samples of 1 issues", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cdn.example", (await host.CallAsync("viewer", "GET", "/api/0/projects/acme/shop/filters/")).Body, StringComparison.Ordinal);
        using var saved = await host.PostAsync("admin", Settings + "filters", [.. filter, ("act", "save")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("cdn.example", (await host.CallAsync("viewer", "GET", "/api/0/projects/acme/shop/filters/")).Body, StringComparison.Ordinal);
        using var other = await host.PostAsync("admin", Settings + "filters", ("has", "ignored_sources"), ("ignored_sources", "elsewhere.example"), ("act", "try"));
        Assert.Contains("caught none of these samples", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traffic_says_what_became_of_reports_and_a_filter_is_taken_away_there()
    {
        await using (var connection = await host.Store.Source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("""
                truncate outcome_hours;
                insert into outcome_hours select 1, date_trunc('hour', now()), o, r, k, 0, c from (values (0, '', 1, 1000), (1, 'localhost', 1, 200), (2, 'project_limit', 1, 30), (4, 'key_unknown', 0, 4)) v(o, r, k, c)
                """);
        }

        Assert.Equal(204, (await host.CallAsync("admin", "PUT", "/api/0/projects/acme/shop/filters/localhost/", """{"active": true}""")).Status);
        var page = await GetAsync("admin", "/projects/1/traffic");
        foreach (var shown in (string[])["1,000", "outcome-limited", "The project&#x27;s rate limit was reached.", "no known key", "Default", "Stop filtering these"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Stop filtering these", await GetAsync("viewer", "/projects/1/traffic"), StringComparison.Ordinal);
        Assert.Contains("No report in this time", await GetAsync("admin", "/projects/2/traffic?period=30d"), StringComparison.Ordinal);
        using var undone = await host.PostAsync("admin", "/projects/1/traffic/undo", ("reason", "localhost"));
        Assert.Equal("/projects/1/traffic?undone=1", undone.Headers.Location!.OriginalString);
        Assert.Contains("\"localhost\",\"active\":false", (await host.CallAsync("viewer", "GET", "/api/0/projects/acme/shop/filters/")).Body.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inventory_lists_hosts_and_scripts_with_their_pages_and_is_exported()
    {
        await AddSampleAsync("https://cdn.example/app.js");
        var page = await GetAsync("viewer", "/projects/1/inventory");
        foreach (var shown in (string[])["Hosts", "cdn.example", "https://cdn.example/app.js", "https://shop.example/cart", "format=csv"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("href=\"https://cdn.example", page, StringComparison.Ordinal);
        var (_, csv) = await host.CallAsync("viewer", "GET", "/api/0/projects/acme/shop/inventory/?format=csv");
        Assert.StartsWith("\"type\",\"name\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"script\",\"https://cdn.example/app.js\",\"csp\"", csv, StringComparison.Ordinal);
        Assert.Contains("Nothing seen yet", await GetAsync("viewer", "/projects/2/inventory"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_examines_what_is_pasted_and_says_why_a_page_cannot_be_had()
    {
        using var pasted = await host.PostAsync("viewer", "/projects/1/doctor", ("headers", $"Content-Security-Policy: default-src 'none'; report-uri https://reports.example.com/api/1/security/?sentry_key={World.Key[..31]}"));
        Assert.Contains("No policy says", (await host.CallAsync("viewer", "POST", "/api/0/header-doctor/", """{"headers": "Content-Security-Policy: default-src 'none'"}""")).Body, StringComparison.Ordinal);
        Assert.Contains("its key is unknown", await pasted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var asked = await host.PostAsync("viewer", "/projects/1/doctor", ("url", "intranet.example"));
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        Assert.Contains("not on the public internet", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_sees_the_installation_and_gives_plans()
    {
        using var plan = await host.PostAsync("operator", "/installation/plans", ("plan", "large"), ("act", "save"), ("count", "100"), ("window", "60"), ("monthQuota", "5000"));
        Assert.Equal(HttpStatusCode.Redirect, plan.StatusCode);
        using var given = await host.PostAsync("operator", "/installation/organizations", ("organization", "acme"), ("act", "plan"), ("plan", "large"));
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        var page = await GetAsync("operator", "/installation");
        foreach (var shown in (string[])["PostgreSQL", "of 5,000", "5,000 reports a month", "at most 100 a minute", "Acme", "Disk:"])
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        using var wrong = await host.PostAsync("operator", "/installation/plans", ("plan", "large"), ("act", "save"), ("membersMax", "0"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var suspended = await host.PostAsync("operator", "/installation/organizations", ("organization", "acme"), ("act", "suspend"));
        Assert.Contains("suspended", await GetAsync("operator", "/installation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organization_is_deleted_by_its_owner_and_name_only()
    {
        using var wrong = await host.PostAsync("owner", "/organizations/acme/delete", ("name", "acme"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var right = await host.PostAsync("owner", "/organizations/acme/delete", ("name", "Acme"));
        Assert.Equal("/", right.Headers.Location!.OriginalString);
        using var gone = await host.BrowseAsync("owner", "GET", "/organizations/acme");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private async Task<string> GetAsync(string person, string path)
    {
        using var answer = await host.BrowseAsync(person, "GET", path);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}\n{page}");
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        return page;
    }

    /// <summary>One report of issue 1, as ingest would have kept it.</summary>
    private async Task AddSampleAsync(string blocked)
    {
        await using var connection = await host.Store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            truncate samples;
            update issues set blocked_host = 'cdn.example', directive = 'script-src-elem' where id = 1;
            insert into samples (issue_id, day, slot, at, browser, normalized, raw)
            values (1, (now() at time zone 'utc')::date, 0, now(), 'Chrome 156',
                jsonb_build_object('document_uri', 'https://shop.example/cart', 'blocked_uri', @blocked, 'effective_directive', 'script-src-elem'),
                jsonb_build_object('csp-report', jsonb_build_object('document-uri', 'https://shop.example/cart', 'blocked-uri', @blocked, 'effective-directive', 'script-src-elem'))::text)
            """,
            new { blocked });
    }
}
