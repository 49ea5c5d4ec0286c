using Dapper;
using Picket.Storage.Canary;

namespace Picket.Storage.Housekeeping;

/// <summary>Projects whose sites have lost the header: they reported every day, and then nothing.</summary>
internal static class SilentProjects
{
    /// <summary>How often it is worth counting.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // Whole hours: the last that may have a report began 25 hours before the one that runs. Before it lie seven times 24, each with a report. A project is seen for a day,
    // whatever the hour it fell silent.
    private const string Count = """
        select count(*) from (
            select o.project_id
            from projects p join organizations g on g.id = p.organization_id join outcome_hours o on o.project_id = p.id
            where p.active and g.slug <> @own and o.outcome = 0 and o.hour >= @hour - interval '192 hours'
            group by o.project_id
            having max(o.hour) <= @hour - interval '25 hours'
                and count(distinct div(extract(epoch from @hour - interval '25 hours' - o.hour), 86400)) = 7) silent
        """;

    /// <summary>How many of the active projects had accepted reports on each of seven days and none in the 24 hours after them, until now.</summary>
    public static async Task<long> CountAsync(Store store, CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.QuerySingleAsync<long>(new(Count, new { hour, own = CanaryStore.Organization }, cancellationToken: cancellation)).ConfigureAwait(false);
    }
}
