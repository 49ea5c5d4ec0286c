using System.Net;

namespace Picket.Web.Tests.Ingest;

/// <summary>Which addresses take reports, and by which methods.</summary>
public abstract class PathContract(IIngestHost host) : IngestContract(host)
{
    [Theory]
    [InlineData("/api/1/security/", 1)]
    [InlineData("/api/1/security", 1)]
    [InlineData("/api/42/csp-report/", 42)]
    [InlineData("/api/42/csp-report", 42)]
    [InlineData("/api/7/nel/", 7)]
    [InlineData("/api/7/nel", 7)]
    [InlineData("/12", 12)]
    [InlineData("/12/", 12)]
    [InlineData("/999999999999999999", 999999999999999999)]
    public async Task Reports_are_taken_for_the_project_in_the_path(string path, long project)
    {
        await AcceptedAsync(await SendAsync(Post(WithKey(path))));
        Assert.Equal(project, Assert.Single(Intake.Submissions).Project.Value);
    }

    [Theory]
    [InlineData("/api/abc/security/")]
    [InlineData("/api/0/security/")]
    [InlineData("/api/-1/security/")]
    [InlineData("/api/1.5/nel/")]
    [InlineData("/api/%20/nel/")]
    [InlineData("/api//security/")]
    [InlineData("/api/9999999999999999999/security/")]
    [InlineData("/0")]
    public async Task A_project_that_is_no_number_is_refused(string path)
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "bad project path parameter", await SendAsync(Post(WithKey(path))));
        Assert.Empty(Intake.Submissions);
        Assert.Empty(Intake.Refusals);
    }

    [Theory]
    [InlineData("/api/1/")]
    [InlineData("/api/1/envelope/")]
    [InlineData("/api/1/security/more")]
    [InlineData("/api/1/Security/")]
    [InlineData("/api/1/security//")]
    [InlineData("/1/2")]
    [InlineData("/1a")]
    [InlineData("/%D9%A1")]
    public async Task Other_paths_are_not_found(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(Post(WithKey(path)))).StatusCode);
        Assert.Empty(Intake.Submissions);
    }

    [Theory]
    [InlineData("GET", "/api/1/security/")]
    [InlineData("HEAD", "/api/1/security/")]
    [InlineData("PUT", "/api/1/nel/")]
    [InlineData("DELETE", "/1")]
    [InlineData("GET", "/1")]
    [InlineData("BREW", "/api/1/csp-report/")]
    public async Task Other_methods_are_refused_and_the_right_ones_named(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), WithKey(path));
        using var answer = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        AllowsAnyOrigin(answer.Headers);
        Assert.Equal(["OPTIONS", "POST"], answer.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData(true, "/api/1/security/")]
    [InlineData(false, "/api/1/security/")]
    [InlineData(true, "/api/1/nel")]
    [InlineData(true, "/1")]
    public async Task A_preflight_is_answered_with_and_without_an_origin(bool withOrigin, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, WithKey(path));
        if (withOrigin)
        {
            request.Headers.Add("Origin", "https://example.com");
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "content-type");
        }

        using var answer = await Client.SendAsync(request);
        await AcceptedAsync(answer);
        Assert.Equal("POST", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Methods")));
        Assert.Equal("3600", Assert.Single(answer.Headers.GetValues("Access-Control-Max-Age")));
        string[] allowed =
        [
            "x-sentry-auth", "x-requested-with", "x-forwarded-for", "origin", "referer", "accept", "content-type", "authentication", "authorization",
            "content-encoding", "transfer-encoding",
        ];
        Assert.Equal(allowed, answer.Headers.GetValues("Access-Control-Allow-Headers").SelectMany(value => value.Split(", ")));
    }
}
