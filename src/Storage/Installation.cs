using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Picket.Storage;

/// <summary>What all hosts of an installation share.</summary>
/// <param name="Secret">Salts the hashes of clients, together with the date. 32 bytes.</param>
public sealed record Installation(byte[] Secret)
{
    /// <summary>Reads it; the first host makes it.</summary>
    internal static async Task<Installation> LoadAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync("insert into installation (secret) values (@secret) on conflict do nothing", new { secret = RandomNumberGenerator.GetBytes(32) })
            .ConfigureAwait(false);
        return new(await connection.QuerySingleAsync<byte[]>("select secret from installation").ConfigureAwait(false));
    }
}
