using System.Globalization;
using System.Text.Json;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Reports.Noise;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Api;

/// <summary>The API of issues as its callers see it: a real server, a real PostgreSQL.</summary>
public sealed class IssueApiTests(StoredSite site) : IClassFixture<StoredSite>
{
    private const string Project = "/projects/home/website";

    private static int _fingerprints;

    [Fact]
    public async Task An_issue_is_resolved_read_back_and_found_by_its_status()
    {
        var id = await IssueAsync("resolved.example");
        var (status, body, _) = await site.CallAsync(HttpMethod.Put, $"/issues/{id}/", """{"status":"resolved","statusDetails":{"inNextRelease":true},"assignedTo":"me","isBookmarked":true,"hasSeen":true}""");
        Assert.Equal(200, status);
        using var changed = JsonDocument.Parse(body);
        Assert.Equal(("resolved", true), (changed.RootElement.GetProperty("status").GetString(), changed.RootElement.GetProperty("statusDetails").GetProperty("inNextRelease").GetBoolean()));

        Assert.Equal([id], await IdsAsync($"{Project}/issues/?query=is:resolved+blocked:resolved.example+assigned:me+bookmarks:me"));
        Assert.Equal([id], await IdsAsync("/organizations/home/issues/?query=is:resolved+blocked:resolved.example&statsPeriod=24h&project=website"));
        Assert.Empty(await IdsAsync($"{Project}/issues/?query=is:unresolved+blocked:resolved.example"));
        Assert.Equal(["assigned", "set_resolved"], (await site.GetAsync($"/issues/{id}/activities/")).EnumerateArray().Select(entry => entry.GetProperty("type").GetString()));
        Assert.Equal(id, (await site.GetAsync($"/organizations/home/issues/{id}/")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Many_are_changed_by_number_or_by_query_and_what_is_not_there_is_left_out()
    {
        string[] ids = [await IssueAsync("many.example"), await IssueAsync("many.example"), await IssueAsync("many.example")];
        var (status, body, _) = await site.CallAsync(HttpMethod.Put, $"{Project}/issues/?id={ids[0]}&id={ids[1]}&id=999999", """{"status":"ignored","statusDetails":{"ignoreDuration":60}}""");
        Assert.Equal((200, """{"status":"ignored","statusDetails":{"ignoreDuration":60}}"""), (status, body));
        Assert.Equal(2, (await IdsAsync($"{Project}/issues/?query=is:archived+blocked:many.example")).Count);

        Assert.Equal(200, (await site.CallAsync(HttpMethod.Put, "/organizations/home/issues/?query=blocked:many.example", """{"status":"unresolved"}""")).Status);
        Assert.Equal(3, (await IdsAsync($"{Project}/issues/?query=is:unresolved+blocked:many.example")).Count);
        Assert.Equal(204, (await site.CallAsync(HttpMethod.Put, $"{Project}/issues/?id=999999", """{"status":"unresolved"}""")).Status);
        Assert.Equal(400, (await site.CallAsync(HttpMethod.Put, $"{Project}/issues/", """{"status":"unresolved"}""")).Status);
        Assert.Equal(204, (await site.CallAsync(HttpMethod.Delete, $"{Project}/issues/?id={ids[2]}")).Status);
        Assert.Equal(404, (await site.CallAsync(HttpMethod.Get, $"/issues/{ids[2]}/")).Status);
    }

    [Fact]
    public async Task Merged_issues_are_one_with_hashes_that_unmerge_them()
    {
        string[] ids = [await IssueAsync("merge.example", 3), await IssueAsync("merge.example", 4)];
        var (_, body, _) = await site.CallAsync(HttpMethod.Put, $"{Project}/issues/?id={ids[0]}&id={ids[1]}", """{"merge":1}""");
        Assert.Equal($$$"""{"merge":{"parent":"{{{ids[0]}}}","children":["{{{ids[1]}}}"]}}""", body);
        Assert.Equal("7", (await site.GetAsync($"/issues/{ids[1]}/")).GetProperty("count").GetString());

        var hashes = (await site.GetAsync($"/issues/{ids[0]}/hashes/")).EnumerateArray().Select(hash => hash.GetProperty("id").GetString()).ToList();
        Assert.Equal(2, hashes.Count);
        Assert.Equal(202, (await site.CallAsync(HttpMethod.Delete, $"/issues/{ids[0]}/hashes/?id={hashes[1]}")).Status);
        Assert.Equal("4", (await site.GetAsync($"/issues/{ids[1]}/")).GetProperty("count").GetString());
    }

    [Fact]
    public async Task Comments_and_tickets_belong_to_an_issue()
    {
        var id = await IssueAsync("talk.example");
        Assert.Equal(201, (await site.CallAsync(HttpMethod.Post, $"/issues/{id}/comments/", """{"text":"<b>ours</b>"}""")).Status);
        Assert.Equal("<b>ours</b>", (await site.GetAsync($"/issues/{id}/comments/"))[0].GetProperty("data").GetProperty("text").GetString());
        Assert.Equal(200, (await site.CallAsync(HttpMethod.Post, $"/issues/{id}/tickets/", """{"url":"https://tracker.example/7"}""")).Status);
        Assert.Equal("https://tracker.example/7", (await site.GetAsync($"/issues/{id}/")).GetProperty("annotations")[0].GetProperty("url").GetString());
        Assert.Equal(204, (await site.CallAsync(HttpMethod.Delete, $"/issues/{id}/tickets/?url=https://tracker.example/7")).Status);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//tracker.example/1")]
    [InlineData("https://user:pw@tracker.example/1")]
    [InlineData("https://")]
    [InlineData("ftp://tracker.example/1")]
    public async Task A_ticket_leads_to_a_web_page_and_nowhere_else(string url) =>
        Assert.Equal(400, (await site.CallAsync(HttpMethod.Post, $"/issues/{await IssueAsync("ticket.example")}/tickets/", JsonSerializer.Serialize(new { url }))).Status);

    [Fact]
    public async Task A_wrong_search_is_answered_with_its_place()
    {
        var (status, body, _) = await site.CallAsync(HttpMethod.Get, $"{Project}/issues/?query=is:unresolved+color:red");
        Assert.Equal(400, status);
        using var error = JsonDocument.Parse(body);
        Assert.Equal((14, 5), (error.RootElement.GetProperty("position").GetInt32(), error.RootElement.GetProperty("length").GetInt32()));
        Assert.Equal("is:unresolved color:red\n              ^^^^^", error.RootElement.GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?sort=random")]
    [InlineData("?cursor=1:2:3")]
    [InlineData("?statsPeriod=always")]
    [InlineData("?place=nowhere")]
    public async Task A_wrong_parameter_is_answered_400(string query) => Assert.Equal(400, (await site.CallAsync(HttpMethod.Get, $"{Project}/issues/{query}")).Status);

    [Theory]
    [InlineData("title:\"'; drop table issues; --\"")]
    [InlineData("release:[\"\\\"\",\"')) or true --\"]")]
    [InlineData("blocked:*%27")]
    [InlineData("directive:\\")]
    [InlineData("a\0b")]
    [InlineData("environment:\"\u0000\"x")]
    [InlineData("assigned:\"' or 1=1\"")]
    public async Task Nothing_in_a_search_becomes_sql(string query)
    {
        var (status, body, _) = await site.CallAsync(HttpMethod.Get, $"{Project}/issues/?place=all&query={Uri.EscapeDataString(query)}");
        Assert.True(status is 200 or 400, $"{status} {body}");
        Assert.True(status == 400 || body == "[]", body);
    }

    [Fact]
    public async Task Pages_lead_to_every_issue_once_in_each_order()
    {
        HashSet<string> ids = [await IssueAsync("pages.example", 1), await IssueAsync("pages.example", 2), await IssueAsync("pages.example", 3)];
        foreach (var sort in (string[])["date", "new", "freq"])
        {
            List<string> seen = [];
            string? cursor = null;
            do
            {
                var (_, body, answer) = await site.CallAsync(HttpMethod.Get, $"{Project}/issues/?limit=1&sort={sort}&query=blocked:pages.example{(cursor is null ? "" : "&cursor=" + cursor)}");
                using var page = JsonDocument.Parse(body);
                seen.AddRange(page.RootElement.EnumerateArray().Select(issue => issue.GetProperty("id").GetString()!));
                var next = answer.Headers.GetValues("Link").Single().Split(", ").Single(link => link.Contains("rel=\"next\"", StringComparison.Ordinal));
                cursor = next.Contains("results=\"true\"", StringComparison.Ordinal) ? next.Split("cursor=\"")[1].Split('"')[0] : null;
            }
            while (cursor is not null);
            Assert.Equal(3, seen.Count);
            Assert.True(ids.SetEquals(seen));
        }
    }

    [Fact]
    public async Task Events_and_tags_are_listed_one_by_one_and_by_their_ids()
    {
        var id = await IssueAsync("events.example");
        var events = await site.GetAsync($"/issues/{id}/events/");
        var eventId = Assert.Single(events.EnumerateArray()).GetProperty("eventID").GetString();
        foreach (var path in (string[])[$"/issues/{id}/events/{eventId}/", $"/issues/{id}/events/latest/", $"/issues/{id}/events/oldest/", $"{Project}/events/{eventId}/"])
        {
            Assert.Equal(eventId, (await site.GetAsync(path)).GetProperty("eventID").GetString());
        }

        Assert.Contains((await site.GetAsync($"{Project}/events/")).EnumerateArray(), one => one.GetProperty("eventID").GetString() == eventId);
        Assert.Equal(404, (await site.CallAsync(HttpMethod.Get, $"{Project}/events/{new string('f', 32)}/")).Status);
        Assert.Equal("Chrome 156", (await site.GetAsync($"/issues/{id}/tags/browser/")).GetProperty("topValues")[0].GetProperty("value").GetString());
        Assert.Equal(1, (await site.GetAsync($"/issues/{id}/tags/browser/values/"))[0].GetProperty("count").GetInt64());
        Assert.Equal(404, (await site.CallAsync(HttpMethod.Get, $"/issues/{id}/tags/nothing/")).Status);
    }

    [Fact]
    public async Task Statistics_are_exact_sums()
    {
        await IssueAsync("stats.example", 5);
        await site.Store.CommitWriter.WriteAsync(
            new() { Id = Guid.CreateVersion7(), Outcomes = [new(site.First.Project, default, HourOf(DateTimeOffset.UtcNow), OutcomeKind.Filtered, "extension", 9)] }, CancellationToken.None);

        var stored = await SumAsync(0);
        var row = await site.GetAsync($"{Project}/stats/?stat=accepted&resolution=1h");
        Assert.Equal((24, stored), (row.GetArrayLength(), row.EnumerateArray().Sum(pair => pair[1].GetInt64())));
        var groups = (await site.GetAsync("/organizations/home/stats_v2/?field=sum(quantity)&groupBy=outcome&groupBy=reason&interval=1d&statsPeriod=2d")).GetProperty("groups").EnumerateArray().ToList();
        var filtered = groups.Single(group => group.GetProperty("by").GetProperty("reason").GetString() == "extension");
        Assert.Equal((await SumAsync(1), 2), (filtered.GetProperty("totals").GetProperty("sum(quantity)").GetInt64(), filtered.GetProperty("series").GetProperty("sum(quantity)").GetArrayLength()));
        Assert.Equal(400, (await site.CallAsync(HttpMethod.Get, "/organizations/home/stats_v2/?field=sum(secrets)")).Status);
        Assert.Equal(400, (await site.CallAsync(HttpMethod.Get, "/organizations/home/stats_v2/?field=sum(quantity)&groupBy=key")).Status);
    }

    [Theory]
    [InlineData("issues")]
    [InlineData("hours")]
    [InlineData("samples")]
    public async Task Everything_is_exported_as_lines_of_json_and_as_csv(string what)
    {
        var id = await IssueAsync("=export.example");
        var (status, lines, _) = await site.CallAsync(HttpMethod.Get, $"{Project}/export/{what}/");
        Assert.Equal(200, status);
        Assert.All(lines.TrimEnd('\n').Split('\n'), line => JsonDocument.Parse(line).Dispose());
        Assert.Contains($":{id},", lines, StringComparison.Ordinal);
        var (_, csv, answer) = await site.CallAsync(HttpMethod.Get, $"{Project}/export/{what}/?format=csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(lines.TrimEnd('\n').Split('\n').Length + 1, csv.TrimEnd().Split("\r\n").Length);
        Assert.DoesNotContain("\"=export", csv, StringComparison.Ordinal);
        Assert.Equal(400, (await site.CallAsync(HttpMethod.Get, $"{Project}/export/{what}/?format=exe")).Status);
    }

    [Fact]
    public async Task What_is_anothers_is_not_there()
    {
        var id = await IssueAsync("hidden.example");
        var stranger = await StrangerAsync();
        foreach (var path in (string[])[$"/issues/{id}/", $"/issues/{id}/events/", $"/issues/{id}/tags/", $"/issues/{id}/hashes/", $"/issues/{id}/activities/", $"{Project}/issues/", "/organizations/home/issues/", $"{Project}/stats/", $"{Project}/export/issues/"])
        {
            Assert.Equal(404, (await site.CallAsync(HttpMethod.Get, path, token: stranger)).Status);
        }

        Assert.Equal(404, (await site.CallAsync(HttpMethod.Put, $"/issues/{id}/", """{"status":"resolved"}""", stranger)).Status);
        Assert.Equal(404, (await site.CallAsync(HttpMethod.Put, $"{Project}/issues/?id={id}", """{"status":"resolved"}""", stranger)).Status);
        Assert.Equal("[]", (await site.CallAsync(HttpMethod.Get, "/organizations/elsewhere/issues/?query=", token: stranger)).Body);
        Assert.Equal(204, (await site.CallAsync(HttpMethod.Put, $"/organizations/elsewhere/issues/?id={id}", """{"status":"resolved"}""", stranger)).Status);
        Assert.Equal(204, (await site.CallAsync(HttpMethod.Delete, $"/organizations/elsewhere/issues/?id={id}", token: stranger)).Status);
        Assert.Equal("unresolved", (await site.GetAsync($"/issues/{id}/")).GetProperty("status").GetString());
    }

    private async Task<string> IssueAsync(string host, long count = 1)
    {
        var now = DateTimeOffset.UtcNow;
        var fingerprint = new Fingerprint((UInt128)Interlocked.Increment(ref _fingerprints));
        var row = new IssueRow
        {
            Key = new(site.First.Project, ReportKind.Csp, fingerprint),
            New = new(new($"Blocked 'script' from '{host}'", "script-src 'self'", "script-src", host, host), fingerprint, "shop.example", NoiseVerdict.Clean),
            HasSignal = true,
            Count = count,
            Weight = count,
            FirstSeen = now,
            LastSeen = now,
            Hours = [new(HourOf(now), count)],
            Accepted = [new(default, HourOf(now), count)],
            Samples = [new(DateOnly.FromDateTime(now.UtcDateTime), 0, now, "Chrome 156", null, null, new(Some.Normalized, "=raw"))],
        };
        var id = (await site.Store.CommitWriter.WriteAsync(new() { Id = Guid.CreateVersion7(), Issues = [row] }, CancellationToken.None))[0].Id;
        await site.Store.CommitWriter.WriteAsync(new() { Id = Guid.CreateVersion7(), Facets = [new(id, Facet.Browser, "Chrome 156", 1)] }, CancellationToken.None);
        return id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string path) => [.. (await site.GetAsync(path)).EnumerateArray().Select(issue => issue.GetProperty("id").GetString()!)];

    private async Task<long> SumAsync(short outcome) => await ScalarAsync<long>($"select coalesce(sum(count), 0)::bigint from outcome_hours where outcome = {outcome}");

    private Task<string> StrangerAsync() => ScalarAsync<string>(
        """
        with o as (insert into organizations (slug, name) values ('elsewhere', 'Elsewhere') returning id), u as (insert into users (name) values ('Stranger') returning id),
            m as (insert into memberships (organization_id, user_id, role) select o.id, u.id, 'owner' from o, u),
            t as (insert into api_tokens (user_id, hash, label) select u.id, sha256('pkt_stranger'), 'x' from u)
        select 'pkt_stranger'
        """);

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await site.Store.Source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
