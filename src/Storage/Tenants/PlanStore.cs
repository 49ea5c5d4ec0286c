using Dapper;

namespace Picket.Storage.Tenants;

/// <summary>Plans, for operators.</summary>
public sealed class PlanStore(Store store)
{
    private const string Columns = """
        name, month_quota as monthQuota, limit_count as limitCount, limit_window as limitWindow, new_issues_per_hour as newIssuesPerHour,
            projects_max as projectsMax, members_max as membersMax,
            month_grace as monthGrace, sample_days as sampleDays, hour_days as hourDays, is_default as isDefault
        """;

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<PlanRow>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<PlanRow>(new($"select {Columns} from plans order by name", cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Makes or replaces one. Whoever has it is under its new limits within seconds.</summary>
    public async Task PutAsync(Actor actor, PlanRow plan, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        if (plan.IsDefault)
        {
            await change.ExecuteAsync("update plans set is_default = false where is_default and name <> @Name", new { plan.Name }).ConfigureAwait(false);
        }

        await change.ExecuteAsync(
            """
            insert into plans (name, month_quota, limit_count, limit_window, new_issues_per_hour, projects_max, members_max, month_grace, sample_days, hour_days, is_default)
            values (@Name, @MonthQuota, @LimitCount, @LimitWindow, @NewIssuesPerHour, @ProjectsMax, @MembersMax, @MonthGrace, @SampleDays, @HourDays, @IsDefault)
            on conflict (name) do update set month_quota = excluded.month_quota, limit_count = excluded.limit_count, limit_window = excluded.limit_window,
                new_issues_per_hour = excluded.new_issues_per_hour, projects_max = excluded.projects_max,
                members_max = excluded.members_max,
                month_grace = excluded.month_grace, sample_days = excluded.sample_days, hour_days = excluded.hour_days, is_default = excluded.is_default
            """,
            plan).ConfigureAwait(false);
        await change.CommitAsync(actor, null, "plan.edit", plan.Name).ConfigureAwait(false);
    }

    /// <summary>Deletes one that no organization has. <see cref="ChangeResult.Taken"/> where one has it.</summary>
    public async Task<ChangeResult> DeleteAsync(Actor actor, string name, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var isUsed = await change.FindAsync<bool?>("select exists (select from organizations o where o.plan_id = p.id) from plans p where p.name = @name for update", new { name }).ConfigureAwait(false);
        if (isUsed is not false)
        {
            return isUsed is null ? ChangeResult.NotFound : ChangeResult.Taken;
        }

        await change.ExecuteAsync("delete from plans where name = @name", new { name }).ConfigureAwait(false);
        await change.CommitAsync(actor, null, "plan.remove", name).ConfigureAwait(false);
        return ChangeResult.Done;
    }
}
