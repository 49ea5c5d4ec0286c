using Dapper;
using Picket.Ingestion;

namespace Picket.Storage.Accounts;

/// <summary>Finds callers by the hashes of their secrets, and notes coarsely when one was used.</summary>
internal sealed class Callers(Store store) : ICallers
{
    private const string ByToken = """
        with used as (
            update api_tokens set last_used_at = now() where hash = @hash and (last_used_at is null or last_used_at < now() - interval '10 minutes')
                and (expires_at is null or expires_at > now()))
        select u.id as userId, u.name, u.is_operator as isOperator, t.id as tokenId, t.scopes, t.project_id as projectId, null::bigint as sessionId, 0::smallint as stage
        from api_tokens t join users u on u.id = t.user_id where t.hash = @hash and (t.expires_at is null or t.expires_at > now())
        """;

    private const string BySession = """
        with used as (update sessions set seen_at = now() where hash = @hash and seen_at < now() - interval '10 minutes' and expires_at > now())
        select u.id as userId, u.name, u.is_operator as isOperator, null::bigint as tokenId, 0::smallint as scopes, null::bigint as projectId, s.id as sessionId, s.stage
        from sessions s join users u on u.id = s.user_id and u.security_stamp = s.stamp where s.hash = @hash and s.expires_at > now()
        """;

    /// <inheritdoc/>
    public Task<Identified?> FindByTokenAsync(string token, CancellationToken cancellation) =>
        token.StartsWith(TokenStore.Prefix, StringComparison.Ordinal) ? FindAsync(ByToken, token, cancellation) : Task.FromResult<Identified?>(null);

    /// <inheritdoc/>
    public Task<Identified?> FindBySessionAsync(string secret, CancellationToken cancellation) => FindAsync(BySession, secret, cancellation);

    private async Task<Identified?> FindAsync(string sql, string secret, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new(sql, new { hash = Secrets.Hash(secret) }, cancellationToken: cancellation)).ConfigureAwait(false))?.ToIdentified();
    }

    private sealed record Row(long UserId, string Name, bool IsOperator, long? TokenId, short Scopes, long? ProjectId, long? SessionId, short Stage)
    {
        public Identified ToIdentified() => new(
            UserId, Name, IsOperator, TokenId is { } id ? new(id, (TokenScopes)Scopes, ProjectId is { } project ? new ProjectId(project) : null) : null, SessionId, Stage != 0);
    }
}
