using System.Security.Cryptography;
using Dapper;
using Picket.Ingestion;
using Picket.Reports;
using Picket.Storage.Projects;
using Picket.Storage.Queries;

namespace Picket.Storage.Tenants;

/// <summary>Keys of projects: made, changed, rotated, revoked. Hosts know within seconds.</summary>
public sealed class KeyStore(Store store)
{
    internal const string Insert = """
        insert into project_keys (project_id, public_key, label, active, limit_count, limit_window, kinds)
        values (@project, @key, @Label, @Active, @count, @window, @kinds)
        """;

    private const string Columns = """
        id, public_key as publicKey, label, active, limit_count as limitCount, limit_window as limitWindow, array_to_string(kinds, ',') as kinds, created_at as createdAt, expires_at as expiresAt
        """;

    /// <summary>A project's keys, the oldest first.</summary>
    public async Task<IReadOnlyList<KeyRow>> ListAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var rows = await connection.QueryAsync<Row>(new(
            $"select {Columns} from project_keys where project_id = @project order by id", new { project = project.Value }, cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToKey())];
    }

    /// <summary>Makes one; null where that very key is there already, be it in another project.</summary>
    public async Task<KeyRow?> CreateAsync(Actor actor, ProjectRow project, NewKey wanted, CancellationToken cancellation)
    {
        KeyRow? made = null;
        await Constraints.RunAsync(async () =>
        {
            await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
            made = (await change.OneAsync<Row>($"{Insert} returning {Columns}", Parameters(project.Id.Value, wanted)).ConfigureAwait(false)).ToKey();
            await change.CommitAsync(actor, project.Organization.Id, "projectkey.create", project.Slug, Changes.Of(("label", wanted.Label))).ConfigureAwait(false);
            return ChangeResult.Done;
        }).ConfigureAwait(false);
        return made;
    }

    /// <summary>Changes one; null where the project has none of that number.</summary>
    public async Task<KeyRow?> UpdateAsync(Actor actor, ProjectRow project, long key, KeyChange wanted, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var row = await change.FindAsync<Row>(
            $"""
            update project_keys set label = coalesce(@Label, label), active = coalesce(@Active, active),
                expires_at = case when @Active is true then null else expires_at end,
                limit_count = case when @SetsLimit then @count else limit_count end, limit_window = case when @SetsLimit then @window else limit_window end,
                kinds = case when @SetsKinds then @kinds else kinds end
            where id = @key and project_id = @project returning {Columns}
            """,
            new
            {
                key,
                project = project.Id.Value,
                wanted.Label,
                wanted.Active,
                wanted.SetsLimit,
                count = wanted.Limit?.Count,
                window = (int?)wanted.Limit?.Window.TotalSeconds,
                wanted.SetsKinds,
                kinds = Numbers(wanted.Kinds),
            }).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        await change.CommitAsync(actor, project.Organization.Id, "projectkey.edit", project.Slug, Changes.Of(("label", row.Label), ("active", wanted.Active))).ConfigureAwait(false);
        return row.ToKey();
    }

    /// <summary>Makes a key that takes another's place; the other is good for <paramref name="overlap"/> longer. Null where the project has none of that number.</summary>
    public async Task<KeyRow?> RotateAsync(Actor actor, ProjectRow project, long key, TimeSpan overlap, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var old = await change.FindAsync<Row>(
            $"update project_keys set expires_at = now() + @overlap, active = active and @overlap > interval '0' where id = @key and project_id = @project returning {Columns}",
            new { key, project = project.Id.Value, overlap }).ConfigureAwait(false);
        if (old is null)
        {
            return null;
        }

        var before = old.ToKey();
        var made = await change.OneAsync<Row>($"{Insert} returning {Columns}", Parameters(project.Id.Value, new(before.Label, null, true, before.Limit, before.Kinds))).ConfigureAwait(false);
        await change.CommitAsync(actor, project.Organization.Id, "projectkey.rotate", project.Slug, Changes.Of(("label", before.Label), ("overlap", overlap))).ConfigureAwait(false);
        return made.ToKey();
    }

    /// <summary>Revokes one for good.</summary>
    public async Task<ChangeResult> DeleteAsync(Actor actor, ProjectRow project, long key, CancellationToken cancellation)
    {
        await using var change = await Change.BeginAsync(store, cancellation).ConfigureAwait(false);
        var label = await change.FindAsync<string>("delete from project_keys where id = @key and project_id = @project returning label", new { key, project = project.Id.Value })
            .ConfigureAwait(false);
        if (label is null)
        {
            return ChangeResult.NotFound;
        }

        await change.CommitAsync(actor, project.Organization.Id, "projectkey.remove", project.Slug, Changes.Of(("label", label))).ConfigureAwait(false);
        return ChangeResult.Done;
    }

    internal static object Parameters(long project, NewKey wanted) => new
    {
        project,
        key = wanted.Key is { } given ? Uuids.Of(given) : new Guid(RandomNumberGenerator.GetBytes(16)),
        wanted.Label,
        wanted.Active,
        count = wanted.Limit?.Count,
        window = (int?)wanted.Limit?.Window.TotalSeconds,
        kinds = Numbers(wanted.Kinds),
    };

    private static short[]? Numbers(IReadOnlyList<ReportKind>? kinds) => kinds is null ? null : [.. kinds.Select(kind => (short)kind)];

    private sealed record Row(long Id, Guid PublicKey, string Label, bool Active, int? LimitCount, int? LimitWindow, string? Kinds, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
    {
        public KeyRow ToKey() => new(
            Id, Uuids.ToKey(PublicKey), Label, Active, LimitCount is { } count && LimitWindow is { } seconds ? new(count, TimeSpan.FromSeconds(seconds)) : null,
            ReportKindList.Read(Kinds), CreatedAt, ExpiresAt);
    }
}
