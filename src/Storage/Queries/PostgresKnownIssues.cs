using NpgsqlTypes;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Issues;
using Picket.Storage.Ledger;

namespace Picket.Storage.Queries;

/// <summary>Looks up issues by their keys.</summary>
internal sealed class PostgresKnownIssues(Store store) : IKnownIssues
{
    private const string Text = """
        select k.ord from unnest($1, $2, $3) with ordinality as k (project_id, kind, fingerprint, ord)
        where exists (select from issues i where (i.project_id, i.kind, i.fingerprint) = (k.project_id, k.kind, k.fingerprint))
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlySet<IssueKey>> FindAsync(IReadOnlyCollection<IssueKey> keys, CancellationToken cancellation)
    {
        var ordered = keys.ToArray();
        try
        {
            await using var command = store.LookUps.CreateCommand(Text);
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = Array.ConvertAll(ordered, key => key.Project.Value) });
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint, Value = Array.ConvertAll(ordered, key => (short)key.Kind) });
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = Array.ConvertAll(ordered, key => Uuids.Of(key.Fingerprint)) });
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            var found = new HashSet<IssueKey>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                found.Add(ordered[reader.GetInt64(0) - 1]);
            }

            return found;
        }
        catch (Exception e) when (Failures.Translate(e) is { } failure)
        {
            throw failure;
        }
    }
}
