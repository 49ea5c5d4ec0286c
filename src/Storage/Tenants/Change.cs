using System.Text.Json.Nodes;
using Dapper;
using Npgsql;

namespace Picket.Storage.Tenants;

/// <summary>A transaction that leaves a trace: it can be committed only with an entry of the audit log.</summary>
internal sealed class Change : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Store _store;
    private readonly CancellationToken _cancellation;

    private Change(Store store, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation) =>
        (_store, _connection, _transaction, _cancellation) = (store, connection, transaction, cancellation);

    /// <summary>Begins one.</summary>
    public static async Task<Change> BeginAsync(Store store, CancellationToken cancellation)
    {
        var connection = await store.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            return new(store, connection, await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false), cancellation);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, object parameters) => _connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>The one row or null.</summary>
    public Task<T?> FindAsync<T>(string sql, object parameters) => _connection.QuerySingleOrDefaultAsync<T?>(Command(sql, parameters));

    /// <summary>The one row.</summary>
    public Task<T> OneAsync<T>(string sql, object parameters) => _connection.QuerySingleAsync<T>(Command(sql, parameters));

    /// <summary>Commits, and with it who did what. Afterwards it is in force on this host.</summary>
    public async Task CommitAsync(Actor actor, long? organization, string action, string target, JsonObject? detail = null)
    {
        await ExecuteAsync(
            """
            insert into audit_log (organization_id, user_id, actor, via, address, action, target, detail)
            values (@organization, @UserId, @Name, @Via, @Address, @action, @target, @detail::jsonb)
            """,
            new { organization, actor.UserId, actor.Name, actor.Via, actor.Address, action, target, detail = detail?.ToJsonString() ?? "{}" }).ConfigureAwait(false);
        await _transaction.CommitAsync(_cancellation).ConfigureAwait(false);
        await _store.Directory.FollowAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private CommandDefinition Command(string sql, object parameters) => new(sql, parameters, _transaction, cancellationToken: _cancellation);
}
