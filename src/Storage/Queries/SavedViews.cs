using Dapper;
using Picket.Ingestion;

namespace Picket.Storage.Queries;

/// <summary>Keeps views of streams. The caller has checked what the user may do there.</summary>
public sealed class SavedViews(Store store)
{
    /// <summary>Views of one stream.</summary>
    public const int MaxViews = 30;

    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 60;

    /// <summary>Characters of a query string.</summary>
    public const int MaxQueryLength = 2000;

    /// <summary>The views of a project's stream, or, where <paramref name="project"/> is null, of the organization's.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(long organization, ProjectId? project, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<SavedView>(new(
            "select id, name, query from saved_views where organization_id = @organization and project_id is not distinct from @project::bigint order by name limit @limit",
            new { organization, project = project?.Value, limit = MaxViews },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Keeps one; one of the same name is replaced. False where there are too many.</summary>
    public async Task<bool> SaveAsync(long organization, ProjectId? project, string name, string query, long userId, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.ExecuteAsync(new(
            """
            insert into saved_views (organization_id, project_id, name, query, user_id)
            select @organization, @project::bigint, @name, @query, @userId
            where (select count(*) from saved_views where organization_id = @organization and project_id is not distinct from @project::bigint and name <> @name) < @most
            on conflict (organization_id, coalesce(project_id, 0), name) do update set query = excluded.query, user_id = excluded.user_id
            """,
            new { organization, project = project?.Value, name, query, userId, most = MaxViews },
            cancellationToken: cancellation)).ConfigureAwait(false) > 0;
    }

    /// <summary>Forgets one.</summary>
    public async Task DeleteAsync(long organization, ProjectId? project, long view, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync(new(
            "delete from saved_views where id = @view and organization_id = @organization and project_id is not distinct from @project::bigint",
            new { view, organization, project = project?.Value },
            cancellationToken: cancellation)).ConfigureAwait(false);
    }
}
