using Dapper;

namespace Picket.Storage.Tenants;

/// <summary>What housekeeping found to say of organizations' months, for whoever mails it.</summary>
public sealed class QuotaNotices(Store store)
{
    private const int Most = 100;

    /// <summary>Takes notices that nobody has mailed: each is given out once, over all hosts. Those of more than a day ago are old news and stay.</summary>
    public async Task<IReadOnlyList<QuotaNotice>> TakeAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<QuotaNotice>(new(
            """
            with taken as (
                update quota_notices set mailed_at = @now where (organization_id, month, percent) in (
                    select organization_id, month, percent from quota_notices where mailed_at is null and at > @now - interval '1 day' order by at limit @Most for update skip locked)
                returning organization_id, month, percent)
            select o.slug, o.name, t.percent, coalesce(o.month_limit, pl.month_quota, 0) as quota, coalesce(pl.month_grace, false) as hasGrace, t.month::timestamp as month,
                array_to_string(array(select u.email from memberships m join users u on u.id = m.user_id
                    where m.organization_id = o.id and m.role = 'owner' and u.email is not null and u.email_confirmed order by u.id), ' ') as owners
            from taken t join organizations o on o.id = t.organization_id left join plans pl on pl.id = o.plan_id order by o.id, t.percent
            """,
            new { now = store.Time.GetUtcNow(), Most },
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }
}
