using Dapper;
using Picket.Ingestion;
using Picket.Storage.Queries;

namespace Picket.Storage.Accounts;

/// <summary>Finds what a user is to an organization or a project. What is another tenant's looks like what does not exist: null.</summary>
public sealed class Memberships(Store store)
{
    private const string Columns = "o.id, o.slug, o.name, o.created_at as createdAt, m.role, o.suspended_at is not null as isSuspended";

    private const string OfOrganization = $"""
        select {Columns}, null::bigint as projectId, null::text as projectSlug, null::text as projectName, null::boolean as projectActive, null::timestamptz as projectCreatedAt, null::uuid as key
        from organizations o join memberships m on m.organization_id = o.id where m.user_id = @userId
        """;

    private const string OfProject = $"""
        select {Columns}, p.id as projectId, p.slug as projectSlug, p.name as projectName, p.active as projectActive, p.created_at as projectCreatedAt,
            (select k.public_key from project_keys k where k.project_id = p.id and k.active order by k.id limit 1) as key
        from organizations o join memberships m on m.organization_id = o.id join projects p on p.organization_id = o.id where m.user_id = @userId
        """;

    /// <summary>Of an organization by its slug.</summary>
    public Task<Membership?> FindAsync(long userId, string organization, CancellationToken cancellation) =>
        QueryAsync($"{OfOrganization} and o.slug = @organization", new { userId, organization }, cancellation);

    /// <summary>Of a project by its slugs.</summary>
    public Task<Membership?> FindAsync(long userId, string organization, string project, CancellationToken cancellation) =>
        QueryAsync($"{OfProject} and o.slug = @organization and p.slug = @project", new { userId, organization, project }, cancellation);

    /// <summary>Of a project by its number.</summary>
    public Task<Membership?> FindAsync(long userId, ProjectId project, CancellationToken cancellation) =>
        QueryAsync($"{OfProject} and p.id = @project", new { userId, project = project.Value }, cancellation);

    /// <summary>Of the project that has the issue.</summary>
    public Task<Membership?> FindOfIssueAsync(long userId, long issue, CancellationToken cancellation) =>
        QueryAsync($"{OfProject} and p.id = (select project_id from issues where id = @issue)", new { userId, issue }, cancellation);

    private async Task<Membership?> QueryAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false))?.ToMembership();
    }

    private sealed record Row(
        long Id, string Slug, string Name, DateTimeOffset CreatedAt, string Role, bool IsSuspended,
        long? ProjectId, string? ProjectSlug, string? ProjectName, bool? ProjectActive, DateTimeOffset? ProjectCreatedAt, Guid? Key)
    {
        public Membership ToMembership()
        {
            var organization = new OrganizationRow(Id, Slug, Name, CreatedAt);
            var project = ProjectId is { } id
                ? new ProjectRow(new(id), ProjectSlug!, ProjectName!, organization, ProjectActive!.Value, ProjectCreatedAt!.Value, Key is { } key ? Uuids.ToKey(key) : null)
                : null;
            return new(organization, Roles.Find(Role)!.Value, IsSuspended, project);
        }
    }
}
