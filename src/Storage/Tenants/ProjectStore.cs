using System.Text.Json.Nodes;
using Dapper;
using Picket.Ingestion;

namespace Picket.Storage.Tenants;

/// <summary>Projects: made, changed, deleted.</summary>
public sealed class ProjectStore(Store store)
{
    /// <summary>Makes one with a first key.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="organization">In which organization.</param>
    /// <param name="slug">Its name in addresses, unique in its organization.</param>
    /// <param name="name">Its name.</param>
    /// <param name="settings">What is set, as stored.</param>
    /// <param name="id">Its number where it comes from elsewhere and keeps it; null to take the next.</param>
    /// <param name="keys">Keys it comes with; none to make one.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ChangeResult> CreateAsync(
        Actor actor, long organization, string slug, string name, JsonObject settings, ProjectId? id, IReadOnlyList<NewKey> keys, CancellationToken cancellation) =>
        Constraints.RunAsync(async () =>
        {
            await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);

            // One at a time in an organization: two could both find the last free place.
            var free = await change.OneAsync<bool>(
                """
                select pl.projects_max is null or (select count(*) from projects p where p.organization_id = o.id) < pl.projects_max
                from organizations o left join plans pl on pl.id = o.plan_id where o.id = @organization for update of o
                """,
                new { organization }).ConfigureAwait(false);
            if (!free)
            {
                return ChangeResult.PlanFull;
            }

            var project = await change.OneAsync<long>(
                id is null
                    ? "insert into projects (organization_id, slug, name, settings) values (@organization, @slug, @name, @settings::jsonb) returning id"
                    : "insert into projects (id, organization_id, slug, name, settings) overriding system value values (@id, @organization, @slug, @name, @settings::jsonb) returning id",
                new { organization, slug, name, settings = settings.ToJsonString(), id = id?.Value }).ConfigureAwait(false);
            if (id is not null)
            {
                // The next project made here must not meet the number of one that came from elsewhere.
                await change.ExecuteAsync("select setval(pg_get_serial_sequence('projects', 'id'), (select max(id) from projects))", new { }).ConfigureAwait(false);
            }

            foreach (var key in keys.Count > 0 ? keys : [new NewKey("Default")])
            {
                await change.ExecuteAsync(KeyStore.Insert, KeyStore.Parameters(project, key)).ConfigureAwait(false);
            }

            await change.CommitAsync(actor, organization, "project.create", slug, Changes.Of(("id", project), ("settings", settings))).ConfigureAwait(false);
            return ChangeResult.Done;
        });

    /// <summary>A project's settings; null where there is no such project.</summary>
    public async Task<ProjectDetail?> FindAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<(string Own, string Inherited)?>(new(
            "select p.settings::text, o.settings::text from projects p join organizations o on o.id = p.organization_id where p.id = @id",
            new { id = project.Value },
            cancellationToken: cancellation)).ConfigureAwait(false) is { } row
            ? new((JsonObject)JsonNode.Parse(row.Own)!, (JsonObject)JsonNode.Parse(row.Inherited)!)
            : null;
    }

    /// <summary>Changes what is not null. Hosts know within seconds.</summary>
    public Task<ChangeResult> UpdateAsync(
        Actor actor, long organization, ProjectId project, string? slug, string? name, bool? active, JsonObject? settings, CancellationToken cancellation) => Constraints.RunAsync(async () =>
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var now = await change.FindAsync<string>(
            """
            update projects set slug = coalesce(@slug, slug), name = coalesce(@name, name), active = coalesce(@active, active), settings = coalesce(@settings::jsonb, settings)
            where id = @id and organization_id = @organization returning slug
            """,
            new { id = project.Value, organization, slug, name, active, settings = settings?.ToJsonString() }).ConfigureAwait(false);
        if (now is null)
        {
            return ChangeResult.NotFound;
        }

        await change.CommitAsync(actor, organization, "project.edit", now, Changes.Of(("slug", slug), ("name", name), ("active", active), ("settings", settings))).ConfigureAwait(false);
        return ChangeResult.Done;
    });

    /// <summary>Deletes it at once for everyone; what it has counted goes in the background.</summary>
    public async Task<ChangeResult> DeleteAsync(Actor actor, long organization, ProjectId project, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var slug = await change.FindAsync<string>("delete from projects where id = @id and organization_id = @organization returning slug", new { id = project.Value, organization })
            .ConfigureAwait(false);
        if (slug is null)
        {
            return ChangeResult.NotFound;
        }

        await change.ExecuteAsync("insert into deletions (project_id, organization_id) values (@id, @organization)", new { id = project.Value, organization }).ConfigureAwait(false);
        await change.CommitAsync(actor, organization, "project.remove", slug).ConfigureAwait(false);
        return ChangeResult.Done;
    }
}
