using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Picket.Storage.Accounts;

/// <summary>API tokens and sign-in links. Secrets are kept as their SHA-256 only: they are random, so no slower hash is needed.</summary>
public sealed class AccountStore(Store store)
{
    private const string TokenPrefix = "pkt_";

    /// <summary>Makes a link's secret that signs <paramref name="userId"/> in once, within <paramref name="lifetime"/>.</summary>
    public async Task<string> CreateSignInLinkAsync(long userId, TimeSpan lifetime, CancellationToken cancellation)
    {
        var secret = NewSecret();
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync(new(
            "insert into sign_in_links (hash, user_id, expires_at) values (@hash, @userId, now() + @lifetime)",
            new { hash = Hash(secret), userId, lifetime },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return secret;
    }

    /// <summary>Uses a link up; null where it is unknown, used or expired.</summary>
    public async Task<long?> UseSignInLinkAsync(string secret, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<long?>(new(
            "delete from sign_in_links where hash = @hash and expires_at > now() returning user_id", new { hash = Hash(secret) }, cancellationToken: cancellation)).ConfigureAwait(false);
    }

    /// <summary>Makes an API token for <paramref name="userId"/>: it is shown once and never again.</summary>
    public async Task<string> CreateTokenAsync(long userId, string label, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await CreateTokenAsync(connection, userId, label).ConfigureAwait(false);
    }

    /// <summary>Whose token it is; null where it is unknown or expired.</summary>
    public async Task<long?> FindUserByTokenAsync(string token, CancellationToken cancellation)
    {
        if (!token.StartsWith(TokenPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<long?>(new(
            "select user_id from api_tokens where hash = @hash and (expires_at is null or expires_at > now())", new { hash = Hash(token) }, cancellationToken: cancellation)).ConfigureAwait(false);
    }

    internal static async Task<string> CreateTokenAsync(NpgsqlConnection connection, long userId, string label, NpgsqlTransaction? transaction = null)
    {
        var token = TokenPrefix + NewSecret();
        await connection.ExecuteAsync("insert into api_tokens (user_id, hash, label) values (@userId, @hash, @label)", new { userId, hash = Hash(token), label }, transaction).ConfigureAwait(false);
        return token;
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
