using Dapper;

namespace Picket.Storage.Accounts;

/// <summary>Sessions as rows, so that each can be listed and ended.</summary>
internal sealed class SessionStore(Store store) : ISessions
{
    /// <inheritdoc/>
    public async Task<string> StartAsync(NewSession wanted, CancellationToken cancellation)
    {
        var secret = Secrets.Create();
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync(new(
            """
            insert into sessions (hash, user_id, stage, stamp, address, browser, expires_at)
            select @hash, id, @stage, security_stamp, @Address, @Browser, now() + @Lifetime from users where id = @UserId
            """,
            new { hash = Secrets.Hash(secret), wanted.UserId, stage = wanted.IsPending ? (short)1 : (short)0, wanted.Address, wanted.Browser, wanted.Lifetime },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return secret;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SessionRow>> ListAsync(long userId, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<SessionRow>(new(
            """
            select s.id, s.address, s.browser, s.created_at as createdAt, s.seen_at as seenAt
            from sessions s join users u on u.id = s.user_id and u.security_stamp = s.stamp
            where s.user_id = @userId and s.stage = 0 and s.expires_at > now() order by s.seen_at desc, s.id desc
            """,
            new { userId },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <inheritdoc/>
    public async Task<bool> EndAsync(long userId, long session, CancellationToken cancellation) =>
        await ExecuteAsync("delete from sessions where user_id = @userId and id = @session", new { userId, session }, cancellation).ConfigureAwait(false) > 0;

    /// <inheritdoc/>
    public Task<int> EndAllAsync(long userId, long? but, CancellationToken cancellation) =>
        ExecuteAsync("delete from sessions where user_id = @userId and id is distinct from @but", new { userId, but }, cancellation);

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.ExecuteAsync(new(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false);
    }
}
