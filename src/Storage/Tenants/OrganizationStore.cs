using System.Text.Json.Nodes;
using Dapper;

namespace Picket.Storage.Tenants;

/// <summary>Organizations: made, changed, suspended, deleted.</summary>
public sealed class OrganizationStore(Store store)
{
    private const string Select = """
        select o.id, o.slug, o.name, o.created_at as createdAt, o.settings::text as settings, pl.name as plan, o.suspended_at as suspendedAt,
            (select count(*) from memberships m where m.organization_id = o.id) as members, (select count(*) from projects p where p.organization_id = o.id) as projects
        from organizations o left join plans pl on pl.id = o.plan_id
        """;

    /// <summary>Makes one with its first owner. It gets the default plan.</summary>
    public Task<ChangeResult> CreateAsync(Actor actor, string slug, string name, long ownerId, CancellationToken cancellation) => Constraints.RunAsync(async () =>
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var id = await change.OneAsync<long>(
            """
            with made as (insert into organizations (slug, name, plan_id) values (@slug, @name, (select id from plans where is_default)) returning id)
            insert into memberships (organization_id, user_id, role) select id, @ownerId, 'owner' from made returning organization_id
            """,
            new { slug, name, ownerId }).ConfigureAwait(false);
        await change.CommitAsync(actor, id, "org.create", slug).ConfigureAwait(false);
        return ChangeResult.Done;
    });

    /// <summary>One by its number; null where there is none.</summary>
    public async Task<OrganizationDetail?> FindAsync(long id, CancellationToken cancellation) =>
        (await QueryAsync($"{Select} where o.id = @id", new { id }, cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>One by its slug; null where there is none. For operators.</summary>
    public async Task<OrganizationDetail?> FindAsync(string slug, CancellationToken cancellation) =>
        (await QueryAsync($"{Select} where o.slug = @slug", new { slug }, cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>All of the installation, by number. For operators.</summary>
    public Task<IReadOnlyList<OrganizationDetail>> ListAsync(long after, int limit, CancellationToken cancellation) =>
        QueryAsync($"{Select} where o.id > @after order by o.id limit @limit", new { after, limit }, cancellation);

    /// <summary>Changes what is not null.</summary>
    public Task<ChangeResult> UpdateAsync(Actor actor, long id, string? slug, string? name, JsonObject? settings, CancellationToken cancellation) => Constraints.RunAsync(async () =>
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var now = await change.FindAsync<string>(
            "update organizations set slug = coalesce(@slug, slug), name = coalesce(@name, name), settings = coalesce(@settings::jsonb, settings) where id = @id returning slug",
            new { id, slug, name, settings = settings?.ToJsonString() }).ConfigureAwait(false);
        if (now is null)
        {
            return ChangeResult.NotFound;
        }

        await change.CommitAsync(actor, id, "org.edit", now, Changes.Of(("slug", slug), ("name", name), ("settings", settings))).ConfigureAwait(false);
        return ChangeResult.Done;
    });

    /// <summary>Suspends or resumes it, and gives it a plan where one is named. For operators.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="slug">Which.</param>
    /// <param name="suspended">True to suspend, false to resume, null to leave it.</param>
    /// <param name="plan">A plan's name; empty for none; null to leave it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns><see cref="ChangeResult.NotFound"/> where there is no such organization or plan.</returns>
    public async Task<ChangeResult> OperateAsync(Actor actor, string slug, bool? suspended, string? plan, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var id = await change.FindAsync<long?>(
            """
            update organizations set
                suspended_at = case when @suspended::boolean is null then suspended_at when @suspended then coalesce(suspended_at, now()) end,
                plan_id = case when @plan::text is null then plan_id when @plan = '' then null else (select id from plans where name = @plan) end
            where slug = @slug and (coalesce(@plan, '') = '' or exists (select from plans where name = @plan)) returning id
            """,
            new { slug, suspended, plan }).ConfigureAwait(false);
        if (id is null)
        {
            return ChangeResult.NotFound;
        }

        await change.CommitAsync(actor, id, "org.operate", slug, Changes.Of(("suspended", suspended), ("plan", plan))).ConfigureAwait(false);
        return ChangeResult.Done;
    }

    /// <summary>Deletes it: people and projects at once, what its projects have counted in the background.</summary>
    public async Task<ChangeResult> DeleteAsync(Actor actor, long id, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        await change.ExecuteAsync("insert into deletions (project_id, organization_id) select id, organization_id from projects where organization_id = @id", new { id }).ConfigureAwait(false);
        await change.ExecuteAsync("delete from projects where organization_id = @id", new { id }).ConfigureAwait(false);
        var slug = await change.FindAsync<string>("delete from organizations where id = @id returning slug", new { id }).ConfigureAwait(false);
        if (slug is null)
        {
            return ChangeResult.NotFound;
        }

        await change.CommitAsync(actor, id, "org.remove", slug).ConfigureAwait(false);
        return ChangeResult.Done;
    }

    private async Task<IReadOnlyList<OrganizationDetail>> QueryAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return [.. (await connection.QueryAsync<Row>(new(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false)).Select(row => row.ToDetail())];
    }

    private sealed record Row(long Id, string Slug, string Name, DateTimeOffset CreatedAt, string Settings, string? Plan, DateTimeOffset? SuspendedAt, long Members, long Projects)
    {
        public OrganizationDetail ToDetail() => new(new(Id, Slug, Name, CreatedAt), (JsonObject)JsonNode.Parse(Settings)!, Plan, SuspendedAt, Members, Projects);
    }
}
