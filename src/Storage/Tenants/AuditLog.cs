using Dapper;

namespace Picket.Storage.Tenants;

/// <summary>Reads and adds to the audit log. Changes of tenants are written with the change itself; see <see cref="Change"/>.</summary>
public sealed class AuditLog(Store store)
{
    private const string Columns = "id, at, user_id as userId, actor, via, address, action, target, detail::text as detail";

    /// <summary>An organization's entries, the latest first.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="before">Only entries with lower numbers; null to begin with the latest.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(long organization, long? before, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<AuditEntry>(new(
            $"select {Columns} from audit_log where organization_id = @organization and (@before::bigint is null or id < @before) order by id desc limit @limit",
            new { organization, before, limit },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Notes what concerns a person or the installation rather than an organization.</summary>
    public async Task WriteAsync(Actor actor, string action, string target, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        await change.CommitAsync(actor, null, action, target).ConfigureAwait(false);
    }
}
