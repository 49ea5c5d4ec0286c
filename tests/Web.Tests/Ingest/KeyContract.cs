using System.Net;
using System.Text;

namespace Picket.Web.Tests.Ingest;

/// <summary>All ways to say which project's key a report comes with.</summary>
public abstract class KeyContract(IIngestHost host) : IngestContract(host)
{
    public static TheoryData<string, string?, string?> WaysToPassTheKey => new()
    {
        { $"?sentry_key={Key}", null, null },
        { $"?glitchtip_key={Key}", null, null },
        { $"?sentry_key={Key.ToUpperInvariant()}", null, null },
        { $"?a&b=&=c&&sentry_key={Key}&sentry_version=7", null, null },
        { $"?sentry_key=%30{Key[1..]}", null, null },
        { $"?sentry_key={Key}&glitchtip_key={Key}", null, null },
        { $"?sentry_key={Key}:no-cache", null, null },
        { "", "X-Sentry-Auth", $"Sentry sentry_key={Key}, sentry_version=7, sentry_client=test/1" },
        { "", "X-Sentry-Auth", $"sentry sentry_version=7,sentry_key={Key}" },
        { "", "X-Sentry-Auth", $"sentry_key=\"{Key}\"" },
        { "", "Authorization", $"Sentry sentry_key={Key}, sentry_version=7" },
        { "", "Authorization", "Basic " + Base64($"{Key}:") },
        { "", "Authorization", "basic " + Base64(Key) },
        { "", "Authorization", "Basic " + Base64($"{Key}:anything") },
        { $"?sentry_key={Key}", "X-Sentry-Auth", $"Sentry sentry_key={Key}" },
        { "?sentry_environment=prod", "X-Sentry-Auth", $"Sentry sentry_key={Key}" },
        { $"?sentry_key={Key}", "Authorization", "Basic " + Base64("staging:secret") },
        { $"?sentry_key={Key}", "Authorization", "Bearer something-else" },
        { $"?sentry_key={Key}", "Authorization", "Basic !!!" },
    };

    [Theory]
    [MemberData(nameof(WaysToPassTheKey))]
    public async Task The_key_is_found(string query, string? header, string? value)
    {
        await AcceptedAsync(await SendAsync(header is null ? Post(Endpoint + query) : Post(Endpoint + query, headers: [(header, value!)])));
        Assert.Equal(Key, Assert.Single(Intake.Submissions).Key.ToString());
    }

    [Theory]
    [InlineData("/1")]
    [InlineData("/1/")]
    public async Task A_dsn_as_url_takes_the_key_that_Firefox_sends_when_it_is_challenged(string path)
    {
        var challenge = await SendAsync(Post(path));
        await RefusedAsync(HttpStatusCode.Unauthorized, "missing authorization information", challenge);
        Assert.Equal("Basic", Assert.Single(challenge.Headers.WwwAuthenticate).Scheme);
        Assert.Empty(Intake.Refusals);

        await AcceptedAsync(await SendAsync(Post(path, headers: [("Authorization", "Basic " + Base64($"{Key}:"))])));
        Assert.Equal(Key, Assert.Single(Intake.Submissions).Key.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?sentry_release=1")]
    [InlineData("?SENTRY_KEY=" + Key)]
    public async Task No_key_is_refused_without_a_challenge(string query)
    {
        var answer = await SendAsync(Post(Endpoint + query));
        await RefusedAsync(HttpStatusCode.Unauthorized, "missing authorization information", answer);
        Assert.Empty(answer.Headers.WwwAuthenticate);
        Assert.Equal((1L, "key_missing"), await RefusedOnceAsync());
    }

    [Theory]
    [InlineData("?sentry_key=")]
    [InlineData("?sentry_key=123")]
    [InlineData("?sentry_key=0123456789abcdef0123456789abcdeg")]
    [InlineData("?sentry_key=" + Key + "0")]
    [InlineData("?sentry_key=%00%ff%")]
    [InlineData("?sentry_key=+123456789abcdef0123456789abcdef")]
    public async Task A_malformed_key_is_refused(string query)
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "bad sentry DSN public key", await SendAsync(Post(Endpoint + query)));
        Assert.Equal((1L, "key_malformed"), await RefusedOnceAsync());
    }

    [Fact]
    public async Task A_malformed_key_as_user_name_is_refused()
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "bad sentry DSN public key", await SendAsync(Post("/1", headers: [("Authorization", "Basic " + Base64("someone:x"))])));
        Assert.Equal((1L, "key_malformed"), await RefusedOnceAsync());
    }

    [Fact]
    public async Task A_header_of_ours_without_a_key_is_refused()
    {
        await RefusedAsync(HttpStatusCode.Unauthorized, "bad x-sentry-auth header", await SendAsync(Post(Endpoint, headers: [("X-Sentry-Auth", "Sentry sentry_version=7")])));
    }

    public static TheoryData<string, string?, string?> Contradictions => new()
    {
        { $"?sentry_key={Key}&sentry_key={OtherKey}", null, null },
        { $"?sentry_key={Key}&glitchtip_key={OtherKey}", null, null },
        { $"?sentry_key={Key}", "X-Sentry-Auth", $"Sentry sentry_key={OtherKey}" },
        { $"?sentry_key={Key}", "Authorization", $"Sentry sentry_key={OtherKey}" },
        { $"?sentry_key={Key}", "Authorization", "Basic " + Base64($"{OtherKey}:") },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task Two_different_keys_are_refused(string query, string? header, string? value)
    {
        var request = header is null ? Post(Endpoint + query) : Post(Endpoint + query, headers: [(header, value!)]);
        await RefusedAsync(HttpStatusCode.Unauthorized, "multiple authorization payloads detected", await SendAsync(request));
        Assert.Equal((1L, "key_conflict"), await RefusedOnceAsync());
        Assert.Empty(Intake.Submissions);
    }

    private async Task<(long Project, string Reason)> RefusedOnceAsync()
    {
        var (project, reason) = await RefusalAsync();
        return (project.Value, reason);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
