using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Picket.Storage.Accounts;

/// <summary>Gives an empty installation what its first user needs: an organization, a user, a project, a key and an API token.</summary>
public sealed class FirstRun(Store store)
{
    /// <summary>Makes what is missing; on every later start finds it again.</summary>
    /// <param name="keepToken">Gets the API token of the first start before it is valid, so that it cannot be lost.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<FirstRunResult> EnsureAsync(Action<string>? keepToken = null, CancellationToken cancellation = default)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('picket first run'))", transaction: transaction).ConfigureAwait(false);
        var isFirst = !await connection.QuerySingleAsync<bool>("select exists (select from organizations)", transaction: transaction).ConfigureAwait(false);
        if (isFirst)
        {
            await connection.ExecuteAsync(
                """
                with organization as (insert into organizations (slug, name) values ('home', 'Home') returning id),
                owner as (insert into users (name, is_operator) values ('Owner', true) returning id)
                insert into memberships (organization_id, user_id, role) select organization.id, owner.id, 'owner' from organization, owner
                """,
                transaction: transaction).ConfigureAwait(false);
            await AddProjectAsync(connection, transaction, "website", "Website").ConfigureAwait(false);
        }

        var found = await FindAsync(connection, transaction, slug: null).ConfigureAwait(false);
        if (isFirst)
        {
            var (_, token) = await TokenStore.CreateAsync(connection, new(found.UserId, "Made at the first start"), transaction).ConfigureAwait(false);
            keepToken?.Invoke(token);
            found = found with { Token = token };
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return found;
    }

    /// <summary>The demo project, made if missing.</summary>
    public async Task<FirstRunResult> EnsureDemoAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('picket first run'))", transaction: transaction).ConfigureAwait(false);
        await AddProjectAsync(connection, transaction, "demo", "Demo").ConfigureAwait(false);
        var found = await FindAsync(connection, transaction, "demo").ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return found;
    }

    private static Task<int> AddProjectAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string slug, string name) => connection.ExecuteAsync(
        """
        with project as (
            insert into projects (organization_id, slug, name) select min(id), @slug, @name from organizations on conflict do nothing returning id)
        insert into project_keys (project_id, public_key) select id, @key from project
        """,
        new { slug, name, key = new Guid(RandomNumberGenerator.GetBytes(16)) },
        transaction);

    private static async Task<FirstRunResult> FindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string? slug) =>
        await connection.QuerySingleOrDefaultAsync<(long Project, Guid Key, long User)?>(
            """
            select p.id, k.public_key, m.user_id
            from projects p join project_keys k on k.project_id = p.id join memberships m on m.organization_id = p.organization_id
            where m.role = 'owner' and (@slug::text is null or p.slug = @slug and p.organization_id = (select min(id) from organizations))
            order by (p.active and k.active) desc, p.id, k.id, m.user_id limit 1
            """,
            new { slug },
            transaction).ConfigureAwait(false) is { } row
            ? new(new(row.Project), Uuids.ToKey(row.Key), row.User, null)
            : throw new StorageException("No project with a key and an owner is left: start with an empty database.");
}
