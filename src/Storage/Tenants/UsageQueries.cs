using Dapper;
using Picket.Ingestion.Outcomes;

namespace Picket.Storage.Tenants;

/// <summary>What organizations use: the sum of accepted reports in <c>outcome_hours</c>.</summary>
public sealed class UsageQueries(Store store)
{
    /// <summary>Usage in one calendar month (UTC), of one organization or of all.</summary>
    /// <param name="month">Any day of it.</param>
    /// <param name="organization">Of one; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<UsageRow>> ReadAsync(DateOnly month, long? organization, CancellationToken cancellation)
    {
        var from = new DateTimeOffset(month.Year, month.Month, 1, 0, 0, 0, TimeSpan.Zero);
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<UsageRow>(new(
            """
            select o.slug, o.name, pl.name as plan, coalesce(o.month_limit, pl.month_quota) as monthQuota, coalesce(pl.month_grace, false) as hasGrace, coalesce(sum(h.count), 0)::bigint as accepted,
                (select a.leased from allowances a where a.organization_id = o.id and a.month = @first::date) as leased
            from organizations o left join plans pl on pl.id = o.plan_id left join projects p on p.organization_id = o.id
                left join outcome_hours h on h.project_id = p.id and h.outcome = @accepted and h.hour >= @from and h.hour < @to
            where @organization::bigint is null or o.id = @organization
            group by o.id, o.slug, o.name, pl.name, o.month_limit, pl.month_quota, pl.month_grace order by o.slug
            """,
            new { first = from.UtcDateTime, from, to = from.AddMonths(1), organization, accepted = (short)OutcomeKind.Accepted },
            commandTimeout: 60,
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }
}
