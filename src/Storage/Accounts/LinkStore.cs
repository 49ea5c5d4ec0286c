using Dapper;

namespace Picket.Storage.Accounts;

/// <summary>Links that are good once, for one thing, for a while. Kept as a hash.</summary>
public sealed class LinkStore(Store store)
{
    private const string Valid = "hash = @hash and purpose = @purpose and expires_at > now()";

    /// <summary>Makes a link's secret; earlier links of the same purpose end, but for sign-in links.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="lifetime">For how long.</param>
    /// <param name="email">The address it confirms; null where it confirms none.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string> CreateAsync(long userId, LinkPurpose purpose, TimeSpan lifetime, string? email, CancellationToken cancellation)
    {
        var secret = Secrets.Create();
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync(new(
            """
            delete from sign_in_links where user_id = @userId and purpose = @purpose and purpose <> 0;
            insert into sign_in_links (hash, user_id, purpose, email, expires_at) values (@hash, @userId, @purpose, @email, now() + @lifetime)
            """,
            new { hash = Secrets.Hash(secret), userId, purpose = (short)purpose, email, lifetime },
            cancellationToken: cancellation)).ConfigureAwait(false);
        return secret;
    }

    /// <summary>Uses a link up; null where it is unknown, used, expired or for something else.</summary>
    public Task<(long UserId, string? Email)?> UseAsync(string secret, LinkPurpose purpose, CancellationToken cancellation) =>
        QueryAsync($"delete from sign_in_links where {Valid} returning user_id, email", secret, purpose, cancellation);

    /// <summary>Looks at a link without using it up.</summary>
    public Task<(long UserId, string? Email)?> FindAsync(string secret, LinkPurpose purpose, CancellationToken cancellation) =>
        QueryAsync($"select user_id, email from sign_in_links where {Valid}", secret, purpose, cancellation);

    private async Task<(long UserId, string? Email)?> QueryAsync(string sql, string secret, LinkPurpose purpose, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<(long, string?)?>(new(sql, new { hash = Secrets.Hash(secret), purpose = (short)purpose }, cancellationToken: cancellation))
            .ConfigureAwait(false);
    }
}
