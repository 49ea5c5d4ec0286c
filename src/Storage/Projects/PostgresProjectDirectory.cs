using System.Collections.Concurrent;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Picket.Ingestion;
using Picket.Ingestion.Admission;

namespace Picket.Storage.Projects;

/// <summary>
/// Every project in memory. Asks for what changed since the last version it saw; versions are committed in their order, so it misses none.
/// Unknown projects and keys never cost a query.
/// </summary>
public sealed partial class PostgresProjectDirectory : IProjectDirectory, IDisposable
{
    private const string Version = "select settings_version from installation";

    private const string Changed = """
        select p.id, p.organization_id as organizationId, coalesce(o.month_limit, pl.month_quota) as organizationLimit, coalesce(pl.month_grace, false) as grace, p.hourly_mean as hourlyMean, p.version,
            p.active and o.suspended_at is null as active, (o.settings || p.settings)::text as settings,
            pl.limit_count as limitCount, pl.limit_window as limitWindow, pl.new_issues_per_hour as newIssuesPerHour
        from projects p join organizations o on o.id = p.organization_id left join plans pl on pl.id = o.plan_id where p.version > @seen;
        select k.id, k.project_id as projectId, k.public_key as publicKey, k.active, k.limit_count as limitCount, k.limit_window as limitWindow, array_to_string(k.kinds, ',') as kinds
        from project_keys k join projects p on p.id = k.project_id where p.version > @seen order by k.id;
        select count(*) from projects
        """;

    private readonly ConcurrentDictionary<ProjectId, ProjectSettings> _projects = new();
    private readonly NpgsqlDataSource _source;
    private readonly int? _newIssuesPerHour;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _one = new(1); // Two readers at once could put an older row over a newer one.
    private long _seen = -1;

    /// <summary>An empty directory over <paramref name="source"/>; <see cref="RefreshAsync"/> fills it.</summary>
    internal PostgresProjectDirectory(NpgsqlDataSource source, IngestionOptions options, ILogger log) =>
        (_source, _newIssuesPerHour, _log) = (source, options.NewIssuesPerHour < 0 ? null : options.NewIssuesPerHour, log);

    /// <inheritdoc/>
    public ProjectSettings? Find(ProjectId id) => _projects.GetValueOrDefault(id);

    /// <summary>Reads what changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await ReadAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Reads what a change on this host has just committed, so that whoever made it finds it in force. Other hosts follow within two seconds, and so does this one where it fails.
    /// </summary>
    internal async Task FollowAsync()
    {
        try
        {
            await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // The change is made; the next reading has it.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var version = await connection.QuerySingleAsync<long>(new(Version, cancellationToken: cancellation)).ConfigureAwait(false);
        if (version == _seen)
        {
            return;
        }

        await using var results = await connection.QueryMultipleAsync(new(Changed, new { seen = _seen }, cancellationToken: cancellation)).ConfigureAwait(false);
        var rows = await results.ReadAsync<Row>().ConfigureAwait(false);
        var keys = (await results.ReadAsync<KeyRow>().ConfigureAwait(false)).ToLookup(key => key.ProjectId, key => key.ToSettings());
        var count = await results.ReadSingleAsync<long>().ConfigureAwait(false);
        foreach (var row in rows)
        {
            _projects[new(row.Id)] = Settings(row, [.. keys[row.Id]]);
        }

        if (count < _projects.Count)
        {
            await ForgetDeletedAsync(connection, cancellation).ConfigureAwait(false);
        }

        _seen = version;
    }

    private async Task ForgetDeletedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var there = (await connection.QueryAsync<long>(new("select id from projects", cancellationToken: cancellation)).ConfigureAwait(false)).ToHashSet();
        foreach (var id in _projects.Keys.Where(id => !there.Contains(id.Value)))
        {
            _projects.TryRemove(id, out _);
        }
    }

    private ProjectSettings Settings(Row row, IReadOnlyList<KeySettings> keys)
    {
        var settings = new ProjectSettings
        {
            Id = new(row.Id),
            OrganizationId = new(row.OrganizationId),
            OrganizationLimit = row.OrganizationLimit is { } quota ? MonthQuota.HardStop(quota, row.Grace) : null,
            HourlyMean = row.HourlyMean,
            Version = row.Version,
            Active = row.Active,
            Keys = keys,
            NewIssuesPerHour = _newIssuesPerHour,
        };
        try
        {
            settings = (JsonSerializer.Deserialize(row.Settings, StoredJson.Default.StoredSettings) ?? new()).ApplyTo(settings);
        }
        catch (JsonException)
        {
            LogUnreadable(row.Id);
        }

        return row.Plan.Cap(settings);
    }

    [LoggerMessage(2001, LogLevel.Error, "The settings of project {Project} cannot be read; its defaults hold until they are saved again.")]
    private partial void LogUnreadable(long project);

    private sealed record Row(
        long Id, long OrganizationId, long? OrganizationLimit, bool Grace, long? HourlyMean, long Version, bool Active, string Settings, int? LimitCount, int? LimitWindow, int? NewIssuesPerHour)
    {
        public PlanCaps Plan => new(LimitCount is { } count && LimitWindow is { } seconds ? new(count, TimeSpan.FromSeconds(seconds)) : null, NewIssuesPerHour);
    }

    private sealed record KeyRow(long Id, long ProjectId, Guid PublicKey, bool Active, int? LimitCount, int? LimitWindow, string? Kinds)
    {
        public KeySettings ToSettings() => new(
            new(Id), Uuids.ToKey(PublicKey), Active, LimitCount is { } count && LimitWindow is { } seconds ? new(count, TimeSpan.FromSeconds(seconds)) : null,
            ReportKindList.Read(Kinds));
    }
}
