using Dapper;
using Picket.Storage.Accounts;

namespace Picket.Storage.Tenants;

/// <summary>Invitations to organizations: a link that is good once, for whoever has it.</summary>
public sealed class InvitationStore(Store store)
{
    private const string Select = """
        select i.id, i.organization_id as organizationId, o.name as organizationName, o.slug as organizationSlug, i.email, i.role, i.created_at as createdAt, i.expires_at as expiresAt
        from invitations i join organizations o on o.id = i.organization_id
        """;

    private const string HasRoom = """
        select pl.members_max is null or (select count(*) from memberships m where m.organization_id = o.id) < pl.members_max
        from organizations o left join plans pl on pl.id = o.plan_id where o.id = @organization for update of o
        """;

    /// <summary>Makes one; another for the same address takes the place of the first. Null where the plan has no room for one more.</summary>
    /// <param name="actor">Who invites.</param>
    /// <param name="organization">Where to.</param>
    /// <param name="email">Whom; null for whoever has the link.</param>
    /// <param name="role">The role to have there.</param>
    /// <param name="lifetime">For how long.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(long Id, string Secret)?> CreateAsync(Actor actor, long organization, string? email, Role role, TimeSpan lifetime, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        if (!await change.OneAsync<bool>(HasRoom, new { organization }).ConfigureAwait(false))
        {
            return null;
        }

        var secret = Secrets.Create();
        var id = await change.OneAsync<long>(
            """
            insert into invitations (organization_id, hash, email, role, invited_by, expires_at) values (@organization, @hash, @email, @role, @UserId, now() + @lifetime)
            on conflict (organization_id, email) do update set
                hash = excluded.hash, role = excluded.role, invited_by = excluded.invited_by, created_at = now(), expires_at = excluded.expires_at
            returning id
            """,
            new { organization, hash = Secrets.Hash(secret), email, role = Roles.NameOf(role), actor.UserId, lifetime }).ConfigureAwait(false);
        await change.CommitAsync(actor, organization, "member.invite", email ?? "whoever has the link", Changes.Of(("role", Roles.NameOf(role)))).ConfigureAwait(false);
        return (id, secret);
    }

    /// <summary>An organization's open invitations.</summary>
    public async Task<IReadOnlyList<InvitationRow>> ListAsync(long organization, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return [.. (await connection.QueryAsync<Row>(new(
            $"{Select} where i.organization_id = @organization and i.expires_at > now() order by i.id", new { organization }, cancellationToken: cancellation)).ConfigureAwait(false))
            .Select(row => row.ToInvitation())];
    }

    /// <summary>The invitation behind a link; null where it is unknown, used or expired.</summary>
    public async Task<InvitationRow?> FindAsync(string secret, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new(
            $"{Select} where i.hash = @hash and i.expires_at > now()", new { hash = Secrets.Hash(secret) }, cancellationToken: cancellation)).ConfigureAwait(false))?.ToInvitation();
    }

    /// <summary>Takes one back.</summary>
    public async Task<ChangeResult> DeleteAsync(Actor actor, long organization, long invitation, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var target = await change.FindAsync<string>(
            "delete from invitations where organization_id = @organization and id = @invitation returning coalesce(email, 'whoever has the link')", new { organization, invitation }).ConfigureAwait(false);
        if (target is null)
        {
            return ChangeResult.NotFound;
        }

        await change.CommitAsync(actor, organization, "member.uninvite", target).ConfigureAwait(false);
        return ChangeResult.Done;
    }

    /// <summary>Uses one up: the user joins, or keeps a higher role.</summary>
    public async Task<ChangeResult> AcceptAsync(Actor actor, string secret, long userId, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var row = await change.FindAsync<Accepted>(
            "delete from invitations where hash = @hash and expires_at > now() returning organization_id as organization, role", new { hash = Secrets.Hash(secret) }).ConfigureAwait(false);
        if (row is null)
        {
            return ChangeResult.NotFound;
        }

        if (!await change.OneAsync<bool>(HasRoom, new { organization = row.Organization }).ConfigureAwait(false))
        {
            return ChangeResult.PlanFull;
        }

        await change.ExecuteAsync(
            """
            insert into memberships as m (organization_id, user_id, role) values (@Organization, @userId, @Role) on conflict (organization_id, user_id) do update set role =
                case when array_position(array['viewer', 'member', 'admin', 'owner'], m.role) < array_position(array['viewer', 'member', 'admin', 'owner'], excluded.role)
                    then excluded.role else m.role end
            """,
            new { row.Organization, userId, row.Role }).ConfigureAwait(false);
        await change.CommitAsync(actor, row.Organization, "member.accept", actor.Name, Changes.Of(("role", row.Role))).ConfigureAwait(false);
        return ChangeResult.Done;
    }

    private sealed record Accepted(long Organization, string Role);

    private sealed record Row(
        long Id, long OrganizationId, string OrganizationName, string OrganizationSlug, string? Email, string Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
    {
        public InvitationRow ToInvitation() => new(Id, OrganizationId, OrganizationName, OrganizationSlug, Email, Roles.Find(Role)!.Value, CreatedAt, ExpiresAt);
    }
}
