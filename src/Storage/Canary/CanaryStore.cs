using System.Security.Cryptography;
using Dapper;
using Picket.Ingestion;
using Picket.Storage.Housekeeping;

namespace Picket.Storage.Canary;

/// <summary>What the canary needs of PostgreSQL: who sends it, to which project, and what was counted.</summary>
/// <param name="store">PostgreSQL.</param>
/// <param name="slug">The project's slug: each sender has its own, because it counts what came.</param>
public sealed class CanaryStore(Store store, string slug = CanaryStore.EachMinute)
{
    /// <summary>The project of the report that comes each minute.</summary>
    public const string EachMinute = "canary";

    /// <summary>The project of reports that a person asks for: <c>check --through</c>.</summary>
    public const string Asked = "check";

    /// <summary>The slug of Picket's own organization. It has no members, so nobody sees it.</summary>
    public const string Organization = "picket-internal";

    private const string Find = """
        select p.id, k.public_key from projects p join organizations o on o.id = p.organization_id join project_keys k on k.project_id = p.id
        where o.slug = @Organization and p.slug = @slug and p.active and k.active order by k.id limit 1
        """;

    private const string Make = """
        insert into organizations (slug, name) values (@Organization, 'Picket itself') on conflict do nothing;
        insert into projects (organization_id, slug, name) select id, @slug, 'Canary' from organizations where slug = @Organization
            on conflict (organization_id, slug) do update set active = true;
        insert into project_keys (project_id, public_key)
            select p.id, @key from projects p join organizations o on o.id = p.organization_id where o.slug = @Organization and p.slug = @slug
        """;

    private readonly Lease _lease = new(store, "canary", TimeSpan.FromMinutes(2));

    /// <summary>Whether it is this host that sends it now. The next host may, two minutes after it was last asked.</summary>
    public Task<bool> TryLeadAsync(CancellationToken cancellation) => _lease.TryTakeAsync(cancellation);

    /// <summary>Lets another host send it at once.</summary>
    public Task LeaveAsync() => _lease.ReleaseAsync();

    /// <summary>The project, made where it is missing. Only for whoever leads.</summary>
    public async Task<CanaryProject> EnsureAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        for (var isNew = false; ; isNew = true)
        {
            if (await connection.QuerySingleOrDefaultAsync<(long Id, Guid Key)?>(new(Find, new { Organization, slug }, cancellationToken: cancellation)).ConfigureAwait(false) is { } found)
            {
                return new(new(found.Id), Uuids.ToKey(found.Key), isNew);
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await connection.ExecuteAsync(new(Make, new { Organization, slug, key = new Guid(RandomNumberGenerator.GetBytes(16)) }, transaction, cancellationToken: cancellation)).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reports of <paramref name="project"/> that are counted now.</summary>
    public async Task<long> CountAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleAsync<long>(new(
            "select coalesce(sum(c.count), 0)::bigint from issues i join issue_counters c on c.issue_id = i.id where i.project_id = @project",
            new { project = project.Value },
            cancellationToken: cancellation)).ConfigureAwait(false);
    }
}
