using Dapper;
using Npgsql;

namespace Picket.Storage.Accounts;

/// <summary>API tokens: shown once when they are made, kept as a hash.</summary>
public sealed class TokenStore(Store store)
{
    /// <summary>What every token starts with, so that scanners recognize one that has leaked.</summary>
    public const string Prefix = "pkt_";

    /// <summary>Makes a token and returns its number and its text.</summary>
    public async Task<(TokenRow Row, string Token)> CreateAsync(NewToken wanted, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var (id, token) = await CreateAsync(connection, wanted).ConfigureAwait(false);
        return ((await ListAsync(wanted.UserId, cancellation).ConfigureAwait(false)).Single(row => row.Id == id), token);
    }

    /// <summary>A user's tokens, the newest first.</summary>
    public async Task<IReadOnlyList<TokenRow>> ListAsync(long userId, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<TokenRow>(new(
            """
            select t.id, t.label, t.scopes, t.project_id as projectId, t.created_at as createdAt, t.expires_at as expiresAt, t.last_used_at as lastUsedAt
            from api_tokens t where t.user_id = @userId order by t.id desc
            """,
            new { userId },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Revokes one of a user's tokens; null where there is none of that number, else its label.</summary>
    public async Task<string?> RevokeAsync(long userId, long token, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<string?>(new(
            "delete from api_tokens where user_id = @userId and id = @token returning label", new { userId, token }, cancellationToken: cancellation)).ConfigureAwait(false);
    }

    internal static async Task<(long Id, string Token)> CreateAsync(NpgsqlConnection connection, NewToken wanted, NpgsqlTransaction? transaction = null)
    {
        var token = Prefix + Secrets.Create();
        var id = await connection.QuerySingleAsync<long>(
            """
            insert into api_tokens (user_id, hash, label, scopes, project_id, expires_at)
            values (@UserId, @hash, @Label, @scopes, @project, @ExpiresAt) returning id
            """,
            new { wanted.UserId, hash = Secrets.Hash(token), wanted.Label, scopes = (short)wanted.Scopes, project = wanted.Project?.Value, wanted.ExpiresAt },
            transaction).ConfigureAwait(false);
        return (id, token);
    }
}
