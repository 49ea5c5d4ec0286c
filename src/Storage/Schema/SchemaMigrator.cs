using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Picket.Storage.Schema;

/// <summary>
/// Applies the numbered files, each once and in one transaction, under an advisory lock, so that hosts may start at the same time. A file that
/// was applied must not change afterwards; a database of a newer Picket is left alone and may be used.
/// </summary>
internal static class SchemaMigrator
{
    private const long LockKey = 0x5069636B6574; // "Picket"

    private const string History = """
        create table if not exists schema_files (
            number      integer primary key,
            name        text not null,
            hash        bytea not null,
            applied_at  timestamptz not null default now()
        )
        """;

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="StorageException">The server is too old, or a file differs from what was applied.</exception>
    public static async Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        if (connection.PostgreSqlVersion.Major < 15)
        {
            throw new StorageException($"Picket needs PostgreSQL 15 or newer; this server is {connection.PostgreSqlVersion}.");
        }

        var files = Files().ToList();
        while (await ApplyNextAsync(connection, files, cancellation).ConfigureAwait(false))
        {
        }
    }

    /// <summary>False where nothing is missing. The lock is the transaction's, not the session's: behind a pooler the next transaction may be on another connection.</summary>
    private static async Task<bool> ApplyNextAsync(NpgsqlConnection connection, IReadOnlyList<(int Number, string Name, string Text)> files, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync("select pg_advisory_xact_lock(@LockKey)", new { LockKey }, transaction).ConfigureAwait(false);
        await connection.ExecuteAsync(History, transaction: transaction).ConfigureAwait(false);
        var applied = (await connection.QueryAsync<(int Number, byte[] Hash)>("select number, hash from schema_files", transaction: transaction).ConfigureAwait(false))
            .ToDictionary(file => file.Number, file => file.Hash);
        foreach (var (number, name, text) in files)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
            if (!applied.TryGetValue(number, out var before))
            {
                await connection.ExecuteAsync(text, transaction: transaction).ConfigureAwait(false);
                await connection.ExecuteAsync("insert into schema_files (number, name, hash) values (@number, @name, @hash)", new { number, name, hash }, transaction)
                    .ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                return true;
            }

            if (!before.AsSpan().SequenceEqual(hash))
            {
                throw new StorageException($"The database was made with another {name}. Use the Picket that made it, or an empty database.");
            }
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return false;
    }

    private static IEnumerable<(int Number, string Name, string Text)> Files()
    {
        var assembly = typeof(SchemaMigrator).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(name.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}
