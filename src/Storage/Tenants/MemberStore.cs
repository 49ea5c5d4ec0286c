using Dapper;
using Picket.Storage.Accounts;

namespace Picket.Storage.Tenants;

/// <summary>The people of organizations. An organization always has an owner.</summary>
public sealed class MemberStore(Store store)
{
    /// <summary>Whoever changes owners waits here for the others, so that two cannot leave at once.</summary>
    private const string Lock = "select 1 from organizations where id = @organization for update";

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<MemberRow>> ListAsync(long organization, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return [.. (await connection.QueryAsync<Row>(new(
            """
            select u.id as userId, u.name, u.email, m.role, u.two_factor as hasTwoFactor, m.created_at as joinedAt
            from memberships m join users u on u.id = m.user_id where m.organization_id = @organization order by u.name, u.id
            """,
            new { organization },
            cancellationToken: cancellation)).ConfigureAwait(false)).Select(row => row.ToMember())];
    }

    /// <summary>Gives a member another role.</summary>
    public Task<ChangeResult> SetRoleAsync(Actor actor, long organization, long userId, Role role, CancellationToken cancellation) => ChangeAsync(
        actor, organization, userId, role < Role.Owner, "update memberships set role = @role where organization_id = @organization and user_id = @userId", "member.edit", role, cancellation);

    /// <summary>Takes a member out, by an admin or by leaving. The member's tokens reach nothing of it from then on.</summary>
    public Task<ChangeResult> RemoveAsync(Actor actor, long organization, long userId, CancellationToken cancellation) => ChangeAsync(
        actor, organization, userId, true, "delete from memberships where organization_id = @organization and user_id = @userId", "member.remove", null, cancellation);

    /// <summary>Makes another member the owner; who hands over stays as an admin.</summary>
    public async Task<ChangeResult> TransferAsync(Actor actor, long organization, long from, long to, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        await change.FindAsync<int>(Lock, new { organization }).ConfigureAwait(false);
        if (from == to || await change.ExecuteAsync("update memberships set role = 'owner' where organization_id = @organization and user_id = @to", new { organization, to }).ConfigureAwait(false) == 0)
        {
            return ChangeResult.NotFound;
        }

        await change.ExecuteAsync("update memberships set role = 'admin' where organization_id = @organization and user_id = @from", new { organization, from }).ConfigureAwait(false);
        await change.CommitAsync(actor, organization, "org.transfer", await NameAsync(change, to).ConfigureAwait(false)).ConfigureAwait(false);
        return ChangeResult.Done;
    }

    private async Task<ChangeResult> ChangeAsync(Actor actor, long organization, long userId, bool takesOwner, string sql, string action, Role? role, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        await change.FindAsync<int>(Lock, new { organization }).ConfigureAwait(false);
        var isLastOwner = takesOwner && await change.OneAsync<bool>(
            "select count(*) = 1 and bool_and(user_id = @userId) from memberships where organization_id = @organization and role = 'owner'", new { organization, userId }).ConfigureAwait(false);
        if (isLastOwner)
        {
            return ChangeResult.LastOwner;
        }

        if (await change.ExecuteAsync(sql, new { organization, userId, role = role is { } given ? Roles.NameOf(given) : null }).ConfigureAwait(false) == 0)
        {
            return ChangeResult.NotFound;
        }

        await change.CommitAsync(actor, organization, action, await NameAsync(change, userId).ConfigureAwait(false), Changes.Of(("role", role?.ToString().ToLowerInvariant()))).ConfigureAwait(false);
        return ChangeResult.Done;
    }

    private static Task<string> NameAsync(Change change, long userId) => change.OneAsync<string>("select coalesce(email, name) from users where id = @userId", new { userId });

    private sealed record Row(long UserId, string Name, string? Email, string Role, bool HasTwoFactor, DateTimeOffset JoinedAt)
    {
        public MemberRow ToMember() => new(UserId, Name, Email, Roles.Find(Role)!.Value, HasTwoFactor, JoinedAt);
    }
}
