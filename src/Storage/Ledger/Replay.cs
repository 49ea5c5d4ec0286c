using Npgsql;
using NpgsqlTypes;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;

namespace Picket.Storage.Ledger;

/// <summary>
/// Looks up the states of a commit that was applied before its answer got lost. That it is found does not say that it is durable: PostgreSQL shows a commit that no
/// standby has once its wait for them was cancelled, or the server started again. So the look-up writes, and its own commit waits for all that came before it.
/// </summary>
internal static class Replay
{
    private const string Text = """
        with durable as (update ledger_commits set id = id where id = $1)
        select k.ord, i.id, i.created_by = $1, i.status::integer, coalesce(i.reopened_by = $1, false)
        from unnest($2::bigint[], $3::smallint[], $4::uuid[]) with ordinality as k (project_id, kind, fingerprint, ord)
        join issues i using (project_id, kind, fingerprint) order by k.ord
        """;

    public static async Task<IssueState[]> LookUpAsync(NpgsqlConnection connection, Commit commit, CancellationToken cancellation)
    {
        var states = new IssueState[commit.Issues.Count];
        var command = new NpgsqlCommand(Text, connection)
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = commit.Id },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = commit.Issues.Select(row => row.Key.Project.Value).ToArray() },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint, Value = commit.Issues.Select(row => (short)row.Key.Kind).ToArray() },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = commit.Issues.Select(row => Uuids.Of(row.Key.Fingerprint)).ToArray() },
            },
        };
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    states[reader.GetInt64(0) - 1] = new(reader.GetInt64(1), reader.GetBoolean(2), (IssueStatus)reader.GetInt32(3), reader.GetBoolean(4));
                }
            }
        }

        return states;
    }
}
