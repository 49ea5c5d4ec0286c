using Dapper;
using Npgsql;

namespace Picket.Storage;

/// <summary>Whether PostgreSQL keeps what it has committed when it crashes. Picket acknowledges a report after its commit, so its promise is worth no more than this.</summary>
internal static class Durability
{
    /// <summary>The settings that give it away.</summary>
    public static async Task<IReadOnlyList<string>> FindGapsAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return (await connection.QueryAsync<string>(new(
            "select name from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off' order by name",
            cancellationToken: cancellation)).ConfigureAwait(false)).AsList();
    }
}
