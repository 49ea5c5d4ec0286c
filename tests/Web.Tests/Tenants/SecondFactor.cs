using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dapper;
using Picket.Storage.Accounts;
using Picket.Web.Accounts;

namespace Picket.Web.Tests.Tenants;

/// <summary>The whole way of a second factor (RFC 6238), as a person and an app go it.</summary>
public sealed partial class SecondFactor : IAsyncLifetime
{
    private const string Password = "three quiet herons";
    private const int Step = 30;

    private readonly TenantHost _host = new();

    public async Task InitializeAsync()
    {
        await _host.StartAsync();
        await using var connection = await _host.Store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync("update users set password_hash = @hash where name = 'viewer'", new { hash = PasswordRules.Hasher.HashPassword(new User(), Password) });
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Is_set_up_asked_for_replaced_by_a_recovery_code_once_and_switched_off()
    {
        using var setUp = await _host.PostAsync("viewer", "/account/authenticator");
        Assert.Contains("<svg", await setUp.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var key = FromBase32(await AuthenticatorAsync());
        using var wrong = await _host.PostAsync("viewer", "/account/authenticator/on", ("code", "000000"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var on = await _host.PostAsync("viewer", "/account/authenticator/on", ("code", Code(key, 0)));
        var codes = RecoveryCode().Matches(await on.Content.ReadAsStringAsync()).Select(match => match.Value).Distinct().ToList();
        Assert.Equal(10, codes.Count);
        using var before = await _host.BrowseAsync("viewer", "GET", "/account");
        Assert.Equal("/sign-in", before.Headers.Location?.ToString()); // The session of before has ended.

        var half = await SignInAsync();
        using var notYet = await _host.BrowseAsync(null, "GET", "/account", null, half);
        Assert.Equal(HttpStatusCode.Found, notYet.StatusCode);
        using var used = await _host.PostWithAsync(half, "/sign-in/code", ("code", Code(key, 0)));
        Assert.Equal(HttpStatusCode.BadRequest, used.StatusCode); // A code is good once.
        using var next = await _host.PostWithAsync(half, "/sign-in/code", ("code", Code(key, 1)));
        Assert.Equal(HttpStatusCode.Found, next.StatusCode);
        using var inside = await _host.BrowseAsync(null, "GET", "/account", null, SessionOf(next));
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);

        using var recovered = await _host.PostWithAsync(await SignInAsync(), "/sign-in/code", ("code", codes[0]));
        Assert.Equal(HttpStatusCode.Found, recovered.StatusCode);
        using var again = await _host.PostWithAsync(await SignInAsync(), "/sign-in/code", ("code", codes[0]));
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);

        var session = SessionOf(recovered);
        using var refused = await _host.PostWithAsync(session, "/account/authenticator/off", ("current", "not the password"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var off = await _host.PostWithAsync(session, "/account/authenticator/off", ("current", Password));
        Assert.Equal("/account", off.Headers.Location?.ToString());
        using var plain = await _host.PostAsync(null, "/sign-in", ("email", "viewer@example.com"), ("password", Password));
        Assert.Equal("/", plain.Headers.Location?.ToString());
    }

    private async Task<string> SignInAsync()
    {
        using var answer = await _host.PostAsync(null, "/sign-in", ("email", "viewer@example.com"), ("password", Password));
        Assert.StartsWith("/sign-in/code", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        return SessionOf(answer);
    }

    private async Task<string> AuthenticatorAsync()
    {
        await using var connection = await _host.Store.Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<string>("select authenticator from users where name = 'viewer'");
    }

    private static string SessionOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-picket=", StringComparison.Ordinal)).Split(';')[0];

    /// <summary>What an app shows so many steps from now.</summary>
    private static string Code(byte[] key, int steps)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / Step) + steps);
#pragma warning disable CA5350 // RFC 6238 says so.
        var hash = HMACSHA1.HashData(key, time);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var (bits, count, bytes) = (0, 0, new List<byte>());
        foreach (var letter in text.TrimEnd('='))
        {
            (bits, count) = (((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF, count + 5);
            if (count >= 8)
            {
                bytes.Add((byte)(bits >> (count -= 8)));
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("[A-Z0-9]{5}-[A-Z0-9]{5}")]
    private static partial Regex RecoveryCode();
}
