using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Picket.Storage.Accounts;
using Picket.Web.Accounts;

namespace Picket.Web.Tests.Tenants;

public sealed partial class SigningIn : IAsyncLifetime, IDisposable
{
    private const string Password = "three quiet herons";

    private readonly TenantHost _host = new();
    private SmtpServer _smtp = null!;

    public async Task InitializeAsync()
    {
        _smtp = new();
        await _host.StartAsync(("SmtpHost", "127.0.0.1"), ("SmtpPort", $"{_smtp.Port}"), ("SmtpSecurity", "none"), ("SmtpFrom", "picket@example.com"));
        await RunAsync("update users set password_hash = @hash where name = 'viewer'", new { hash = PasswordRules.Hasher.HashPassword(new User(), Password) });
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    public void Dispose() => _smtp.Dispose();

    [Fact]
    public async Task The_right_password_starts_a_session_that_can_be_listed_and_ended()
    {
        using var answer = await SignInAsync("Viewer@Example.com", Password);
        Assert.Equal((HttpStatusCode.Found, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-picket=", StringComparison.Ordinal) && cookie.Contains("secure", StringComparison.Ordinal));

        Assert.Equal(2, await OneAsync<long>("select count(*) from sessions where user_id = 1"));
        Assert.Equal(204, (await _host.CallAsync("viewer", "DELETE", "/api/0/users/me/sessions/1")).Status);
        using var ended = await _host.BrowseAsync("viewer", "GET", "/account");
        Assert.Equal((HttpStatusCode.Found, "/sign-in"), (ended.StatusCode, ended.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Nobody_learns_whether_an_account_exists_and_after_ten_failures_the_right_password_is_wrong_too()
    {
        var unknown = await TextAsync(await SignInAsync("nobody@example.com", Password));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var wrong = await SignInAsync("viewer@example.com", "not the password");
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Equal(unknown, await TextAsync(wrong));
        }

        using var locked = await SignInAsync("viewer@example.com", Password);
        Assert.Equal(unknown, await TextAsync(locked));
        Assert.NotNull(await OneAsync<DateTime?>("select locked_until from users where name = 'viewer'"));
    }

    [Theory]
    [InlineData("/account", "/account")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: stolen=1", "/")]
    public async Task Signing_in_leads_to_pages_of_this_site_only(string next, string to)
    {
        using var answer = await _host.PostAsync(null, "/sign-in", ("email", "viewer@example.com"), ("password", Password), ("next", next));
        Assert.Equal(to, answer.Headers.Location?.ToString());
        Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("stolen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forgotten_password_is_set_by_a_mailed_link_that_works_once_and_ends_all_sessions()
    {
        var asked = await TextAsync(await _host.PostAsync(null, "/password/forgot", ("email", "viewer@example.com")));
        Assert.Equal(asked, await TextAsync(await _host.PostAsync(null, "/password/forgot", ("email", "nobody@example.com"))));
        var mail = await _smtp.ReadAsync();
        Assert.Contains("RCPT TO:<viewer@example.com>", mail, StringComparison.Ordinal);
        Assert.Equal(0, _smtp.Waiting);

        var token = Token(mail);
        using var weak = await _host.PostAsync(null, "/password/reset", ("token", token), ("password", "password1234"));
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        using var set = await _host.PostAsync(null, "/password/reset", ("token", token), ("password", "four loud herons"));
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        using var again = await _host.PostAsync(null, "/password/reset", ("token", token), ("password", "five loud herons"));
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        using var session = await _host.BrowseAsync("viewer", "GET", "/account");
        Assert.Equal(HttpStatusCode.Found, session.StatusCode);
        using var answer = await SignInAsync("viewer@example.com", "four loud herons");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task Who_has_not_confirmed_an_address_is_mailed_a_link_that_works_once_and_then_signs_in()
    {
        await RunAsync("update users set email_confirmed = false where name = 'viewer'", new { });
        using var asked = await SignInAsync("viewer@example.com", Password);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.DoesNotContain(asked.Headers.TryGetValues("Set-Cookie", out var set) ? set : [], cookie => cookie.StartsWith("__Host-picket=", StringComparison.Ordinal));

        var token = Token(await _smtp.ReadAsync());
        using var asReset = await _host.PostAsync(null, "/password/reset", ("token", token), ("password", "four loud herons"));
        Assert.Equal(HttpStatusCode.Forbidden, asReset.StatusCode);
        using var confirmed = await _host.PostAsync(null, "/confirm", ("token", token));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        using var again = await _host.PostAsync(null, "/confirm", ("token", token));
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        using var signedIn = await SignInAsync("viewer@example.com", Password);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task An_owner_is_mailed_what_is_reached_of_the_month_once()
    {
        await RunAsync(
            "update plans set month_quota = 1000 where name = 'small'; update organizations set plan_id = 1 where slug = 'acme';"
            + "insert into quota_notices (organization_id, month, percent) values (1, date_trunc('month', now())::date, 80)",
            new { });
        await _host.MailNoticesAsync();
        await _host.MailNoticesAsync();

        var mail = await _smtp.ReadAsync();
        Assert.Contains("RCPT TO:<owner@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains("acme has used 80 % of its month", mail, StringComparison.Ordinal);
        Assert.Equal(0, _smtp.Waiting);
    }

    [Fact]
    public async Task An_invitation_makes_an_account_for_its_address_and_nobody_learns_whether_there_was_one()
    {
        using var made = await JoinAsync("ada@example.com");
        using var there = await JoinAsync("viewer@example.com");
        Assert.Equal((made.StatusCode, made.Headers.Location), (there.StatusCode, there.Headers.Location));
        Assert.Equal("ada@example.com", await OneAsync<string>("select email from users order by id desc limit 1"));

        using var signedIn = await SignInAsync("ada@example.com", Password);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        using var accepted = await _host.PostAsync("stranger", "/invitation", ("token", World.TokenOf("invitation")));
        Assert.Equal("/organizations/acme", accepted.Headers.Location?.ToString());
        Assert.Equal("member", await OneAsync<string>("select role from memberships where organization_id = 1 and user_id = 5"));
        using var again = await _host.PostAsync("operator", "/invitation", ("token", World.TokenOf("invitation")));
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task An_invitation_by_the_api_is_mailed()
    {
        var (status, body) = await _host.CallAsync("admin", "POST", "/api/0/organizations/acme/members/", """{"email": "grace@example.com", "role": "viewer"}""");
        Assert.Equal(201, status);
        var mail = await _smtp.ReadAsync();
        Assert.Contains("RCPT TO:<grace@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains($"/invitation?token={Token(mail)}\"", body, StringComparison.Ordinal);

        Assert.Equal(400, (await _host.CallAsync("admin", "POST", "/api/0/organizations/acme/members/", """{"email": "a@b.example\r\nBcc: all@b.example", "role": "viewer"}""")).Status);
        Assert.Equal(403, (await _host.CallAsync("admin", "POST", "/api/0/organizations/acme/members/", """{"email": "x@b.example", "role": "owner"}""")).Status);
    }

    [Fact]
    public async Task Forms_without_the_antiforgery_token_change_nothing()
    {
        using var form = new FormUrlEncodedContent([new("email", "viewer@example.com"), new("password", Password)]);
        using var answer = await _host.BrowseAsync(null, "POST", "/sign-in", form);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));

        using var api = await _host.BrowseAsync("owner", "DELETE", "/api/0/projects/acme/blog/", new StringContent("""{"name": "Blog"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
        Assert.Equal(3, await OneAsync<long>("select count(*) from projects"));
    }

    private Task<HttpResponseMessage> SignInAsync(string email, string password) => _host.PostAsync(null, "/sign-in", ("email", email), ("password", password));

    private async Task<HttpResponseMessage> JoinAsync(string email)
    {
        await RunAsync("update invitations set email = @email", new { email });
        return await _host.PostAsync(null, "/invitation/account", ("token", World.TokenOf("invitation")), ("name", "Ada"), ("password", Password));
    }

    private async Task<T?> OneAsync<T>(string sql)
    {
        await using var connection = await _host.Store.Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T?>(sql);
    }

    private async Task RunAsync(string sql, object parameters)
    {
        await using var connection = await _host.Store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>A page but for its antiforgery token, which is another each time.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage answer) => FormToken().Replace(await answer.Content.ReadAsStringAsync(), "");

    private static string Token(string mail) => LinkToken().Match(mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal)).Groups["token"].Value;

    [GeneratedRegex("value=\"CfDJ[^\"]+\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("token=(?<token>[0-9a-f]{48})")]
    private static partial Regex LinkToken();
}
