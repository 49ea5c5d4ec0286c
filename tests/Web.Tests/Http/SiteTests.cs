using System.IO.Compression;
using System.Net;
using Picket.Web.Tests.Support;

namespace Picket.Web.Tests.Http;

public sealed class SiteTests(SiteHost host) : IClassFixture<SiteHost>
{
    [Theory]
    [InlineData("/api/0/organizations/")]
    [InlineData("/api/0/projects/")]
    [InlineData("/api/0/projects/acme/shop/issues/")]
    [InlineData("/api/0/issues/1/")]
    [InlineData("/api/0/issues/1/events/")]
    [InlineData("/api/0/issues/1/events/latest/")]
    [InlineData("/api/0/issues/1/tags/")]
    public async Task The_api_wants_to_know_who_asks(string path)
    {
        var (answer, body) = await host.GetAsync(path);
        Assert.Equal((HttpStatusCode.Unauthorized, """{"detail":"Authentication credentials were not provided."}"""), (answer.StatusCode, body));
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("pkt_0123")]
    public async Task A_wrong_token_is_refused(string authorization)
    {
        var (answer, body) = await host.GetAsync("/api/0/projects/", ("Authorization", authorization));
        Assert.Equal((HttpStatusCode.Unauthorized, """{"detail":"Invalid token"}"""), (answer.StatusCode, body));
    }

    [Fact]
    public async Task A_wrong_token_is_not_outdone_by_a_session()
    {
        var (answer, _) = await host.GetAsync("/api/0/projects/", ("Authorization", "Bearer nonsense"), ("Cookie", await SignInAsync()));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_says_who_asks()
    {
        Assert.Equal("5", (await host.GetAsync("/test/who", ("Cookie", await SignInAsync()))).Body);
        Assert.Equal("0", (await host.GetAsync("/test/who")).Body);
        Assert.Equal("0", (await host.GetAsync("/test/who", ("Cookie", "__Host-picket=forged"))).Body);
    }

    [Fact]
    public async Task A_session_over_https_is_for_this_host_and_https_alone()
    {
        var (answer, _) = await host.GetAsync("/test/sign-in");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-picket=", cookie, StringComparison.Ordinal);
        foreach (var part in (string[])["; path=/", "; secure", "; samesite=lax", "; httponly"])
        {
            Assert.Contains(part, cookie, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/projects/1")]
    [InlineData("/issues/1")]
    [InlineData("/projects/1/live")]
    public async Task Pages_send_strangers_to_the_sign_in(string path)
    {
        var (answer, _) = await host.GetAsync(path);
        Assert.Equal((HttpStatusCode.Found, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("/projects/0")]
    [InlineData("/projects/x")]
    [InlineData("/issues/-1")]
    [InlineData("/issues/99999999999999999999")]
    public async Task What_can_be_no_number_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync(path, ("Cookie", await SignInAsync()))).Answer.StatusCode);

    [Theory]
    [InlineData("/nowhere", "text/html", "There is nothing at this address.")]
    [InlineData("/assets/none.css", "text/html", "There is nothing at this address.")]
    [InlineData("/file.txt", "text/html", "There is nothing at this address.")]
    [InlineData("/api/0/nowhere/", "application/json", """{"detail":"The requested resource does not exist"}""")]
    [InlineData("/api/", "application/json", """{"detail":"The requested resource does not exist"}""")]
    public async Task Unknown_paths_are_not_found_by_people_and_by_programs(string path, string type, string text)
    {
        var (answer, body) = await host.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(text, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/api/0/projects/")]
    [InlineData("/test/late")]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_careful(string path)
    {
        var (answer, _) = await host.GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task What_throws_is_logged_once_and_tells_nobody_why()
    {
        var (answer, body) = await host.GetAsync("/projects/4444", ("Cookie", await SignInAsync()));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.Single(host.Log.Lines, line => line.Contains("/projects/{project} failed", StringComparison.Ordinal));

        var (api, text) = await host.GetAsync("/api/0/issues/4444/", ("Cookie", await SignInAsync()));
        Assert.Equal((HttpStatusCode.InternalServerError, """{"detail":"The cause is in the log."}"""), (api.StatusCode, text));
    }

    [Fact]
    public async Task A_database_that_is_away_asks_for_patience()
    {
        var (answer, body) = await host.GetAsync("/test/late");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain("secret detail", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_may_be_kept_for_good()
    {
        var (_, page) = await host.GetAsync("/sign-in");
        var path = page.Split('"').Single(part => part.StartsWith("/assets/picket.", StringComparison.Ordinal) && part.EndsWith(".css", StringComparison.Ordinal));
        var (answer, body) = await host.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/css"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Contains("color-scheme", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("identity", null)]
    public async Task Assets_are_compressed_for_who_takes_it_and_pages_never(string accepted, string? encoding)
    {
        var (_, page) = await host.GetAsync("/sign-in");
        var path = page.Split('"').Single(part => part.StartsWith("/assets/picket.", StringComparison.Ordinal) && part.EndsWith(".css", StringComparison.Ordinal));
        var (plain, text) = await host.GetAsync(path);
        Assert.Empty(plain.Content.Headers.ContentEncoding);

        var (answer, _) = await host.GetAsync(path, ("Accept-Encoding", accepted));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        await using var sent = await answer.Content.ReadAsStreamAsync();
        sent.Position = 0;
        await using Stream unpacked = encoding switch { "br" => new BrotliStream(sent, CompressionMode.Decompress), "gzip" => new GZipStream(sent, CompressionMode.Decompress), _ => sent };
        using var reader = new StreamReader(unpacked);
        Assert.Equal(text, await reader.ReadToEndAsync());

        Assert.Empty((await host.GetAsync("/sign-in", ("Accept-Encoding", accepted))).Answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Looking_at_a_sign_in_link_does_not_use_it_up()
    {
        var (answer, body) = await host.GetAsync("/sign-in?token=%22%3E%3Cscript%3E");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-picket=", StringComparison.Ordinal));
        Assert.DoesNotContain("\"><script>", body, StringComparison.Ordinal);
        Assert.Contains("method=\"post\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in", false)]
    [InlineData("/sign-out", true)]
    [InlineData("/sign-out", false)]
    public async Task Another_site_cannot_sign_its_visitors_in_or_out(string path, bool isSignedIn)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("token", "stolen")]) };
        request.Headers.Add("Cookie", isSignedIn ? await SignInAsync() : "none=");
        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers.NonValidated, header => header.Key == "Set-Cookie" && header.Value.Any(cookie => cookie.StartsWith("__Host-picket=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Forbidden)]
    [InlineData(true, HttpStatusCode.Found)]
    public async Task A_link_that_is_no_good_matters_to_strangers_only(bool isSignedIn, HttpStatusCode status)
    {
        using var answer = await host.PostAsync("/sign-in", isSignedIn ? await SignInAsync() : "none=", ("token", new('x', 300)));
        Assert.Equal(status, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Signing_out_forgets_the_cookie()
    {
        var session = await SignInAsync();
        using var answer = await host.PostAsync("/sign-out", session);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("0", (await host.GetAsync("/test/who", ("Cookie", session))).Body);
        Assert.StartsWith("__Host-picket=;", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_try_page_reports_to_the_project_and_breaks_its_policy()
    {
        var (answer, body) = await host.GetAsync($"/try/7?sentry_key={OneProject.Active}");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"report-uri {SiteHost.PublicUrl}/api/7/security/?sentry_key={OneProject.Active}&disposition=enforce", policy, StringComparison.Ordinal);
        Assert.Contains("report-to picket", policy, StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("Reporting-Endpoints"));
        Assert.Contains("style=\"color: red\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/try/7")]
    [InlineData("/try/8?sentry_key=33333333333333333333333333333333")]
    [InlineData("/try/7?sentry_key=00000000000000000000000000000063")]
    [InlineData("/try/7?sentry_key=00000000000000000000000000000001")]
    public async Task The_try_page_is_for_who_knows_an_active_key(string path) => Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync(path)).Answer.StatusCode);

    private async Task<string> SignInAsync()
    {
        var (answer, _) = await host.GetAsync("/test/sign-in");
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
