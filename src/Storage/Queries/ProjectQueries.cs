using Dapper;
using Picket.Ingestion;

namespace Picket.Storage.Queries;

/// <summary>Reads projects. Everything is seen through its user's memberships.</summary>
public sealed class ProjectQueries(Store store)
{
    private const string Columns = """
        select p.id, p.slug, p.name, p.active, p.created_at as createdAt,
            (select k.public_key from project_keys k where k.project_id = p.id and k.active order by k.id limit 1) as key,
            o.id as organizationId, o.slug as organizationSlug, o.name as organizationName, o.created_at as organizationCreatedAt
        """;

    private const string Select =
        $"{Columns} from projects p join organizations o on o.id = p.organization_id join memberships m on m.organization_id = o.id where m.user_id = @userId";

    /// <summary>The user's projects, oldest first.</summary>
    public async Task<IReadOnlyList<ProjectRow>> ListAsync(long userId, CancellationToken cancellation) =>
        await QueryAsync($"{Select} order by p.id", new { userId }, cancellation).ConfigureAwait(false);

    /// <summary>One project by its slugs; null where there is none or the user must not see it.</summary>
    public async Task<ProjectRow?> FindAsync(long userId, string organization, string project, CancellationToken cancellation) =>
        (await QueryAsync($"{Select} and o.slug = @organization and p.slug = @project", new { userId, organization, project }, cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>One project by its number; null where there is none or the user must not see it.</summary>
    public async Task<ProjectRow?> FindAsync(long userId, ProjectId project, CancellationToken cancellation) =>
        (await QueryAsync($"{Select} and p.id = @project", new { userId, project = project.Value }, cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>One project by its slugs, whoever asks: for the command line, which is the operator's.</summary>
    public async Task<ProjectRow?> FindAsync(string organization, string project, CancellationToken cancellation) =>
        (await QueryAsync(
            $"{Columns} from projects p join organizations o on o.id = p.organization_id where o.slug = @organization and p.slug = @project", new { organization, project }, cancellation)
            .ConfigureAwait(false)).SingleOrDefault();

    private async Task<IReadOnlyList<ProjectRow>> QueryAsync(string text, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<Row>(new(text, parameters, cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToProject())];
    }

    private sealed record Row(
        long Id, string Slug, string Name, bool Active, DateTimeOffset CreatedAt, Guid? Key,
        long OrganizationId, string OrganizationSlug, string OrganizationName, DateTimeOffset OrganizationCreatedAt)
    {
        public ProjectRow ToProject() => new(
            new(Id), Slug, Name, new(OrganizationId, OrganizationSlug, OrganizationName, OrganizationCreatedAt), Active, CreatedAt, Key is { } key ? Uuids.ToKey(key) : null);
    }
}
