using Npgsql;
using NpgsqlTypes;

namespace Picket.Faults.Tests;

/// <summary>What tests do to Picket's data behind its back.</summary>
internal static class Database
{
    /// <summary>Adds a project with a key beside the first one.</summary>
    public static async Task<(long Project, string Key)> AddProjectAsync(string connectionString, int? keyLimit = null)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var add = new NpgsqlCommand(
            """
            with project as (
                insert into projects (organization_id, slug, name)
                select organization_id, 'p' || replace(gen_random_uuid()::text, '-', ''), 'Another' from projects order by id limit 1
                returning id)
            insert into project_keys (project_id, public_key, limit_count, limit_window) select id, gen_random_uuid(), $1, $2 from project
            returning project_id, replace(public_key::text, '-', '')
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = (object?)keyLimit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                new() { Value = keyLimit is null ? DBNull.Value : 86_400, NpgsqlDbType = NpgsqlDbType.Integer },
            },
        };
        await using var row = await add.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetString(1));
    }

    /// <summary>Runs a statement.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks for one number.</summary>
    public static async Task<long> OneAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>All that is counted, in one line, so that two databases can be held against each other.</summary>
    public static Task<string> SummaryAsync(string connectionString) => TextAsync(
        connectionString,
        """
        select format('%s issues, %s counted, %s in hours, %s outcomes, %s samples, %s facets', (select count(*) from issues), (select sum(count) from issue_counters),
            (select sum(count) from issue_hour_counts), (select sum(count) from outcome_hours), (select count(*) from samples), (select sum(count) from issue_facets))
        """);

    /// <summary>Asks for one text.</summary>
    public static async Task<string> TextAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Holds the counters of a project's issues until what is returned is disposed of.</summary>
    public static async Task<IAsyncDisposable> LockCountersAsync(string connectionString, long project)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand(
            "begin; select 1 from issue_counters where issue_id in (select id from issues where project_id = @project) for update",
            connection) { Parameters = { new("project", project) } };
        await hold.ExecuteNonQueryAsync();
        return connection; // Taken back, it is rolled back.
    }
}
