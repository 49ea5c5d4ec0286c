using Dapper;

namespace Picket.Storage.Queries;

/// <summary>Reads organizations. Everything is seen through its user's memberships.</summary>
public sealed class OrganizationQueries(Store store)
{
    /// <summary>The user's organizations, by name.</summary>
    public async Task<IReadOnlyList<OrganizationRow>> ListAsync(long userId, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<OrganizationRow>(new(
            """
            select o.id, o.slug, o.name, o.created_at as createdAt
            from organizations o join memberships m on m.organization_id = o.id where m.user_id = @userId order by o.name, o.id
            """,
            new { userId },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }
}
