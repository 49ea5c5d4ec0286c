using Dapper;
using Npgsql;

namespace Picket.Storage;

/// <summary>Whether PostgreSQL keeps what it has committed when it crashes. Picket acknowledges a report after its commit, so its promise is worth no more than this.</summary>
internal static class Durability
{
    /// <summary>The settings that give it away: off, or less than a standby's disk where commits wait for one.</summary>
    public static async Task<IReadOnlyList<DurabilityGap>> FindGapsAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<DurabilityGap>(new(
            """
            select name, setting as value from pg_settings
            where (name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off')
                or (name = 'synchronous_commit' and setting in ('local', 'remote_write') and current_setting('synchronous_standby_names') <> '')
            order by name
            """,
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }
}

/// <summary>A setting with which PostgreSQL may lose what it has committed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record DurabilityGap(string Name, string Value);
