using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Picket.Ingestion;
using Picket.Testing;

namespace Picket.Storage.Tests.Support;

/// <summary>One real PostgreSQL for all tests of this project.</summary>
public sealed class Server : IAsyncLifetime
{
    private TestPostgres _postgres = null!;
    private string _template = "";

    /// <summary>Makes the schema once: copies of it are there at once.</summary>
    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.StartAsync();
        _template = await _postgres.CreateDatabaseAsync();
        await (await Database.OpenAsync(_template)).DisposeAsync();
    }

    public async Task DisposeAsync() => await _postgres.DisposeAsync();

    /// <summary>A database of its own with Picket's schema, seen at a fixed noon.</summary>
    internal async Task<Database> CreateDatabaseAsync(Action<StorageOptions>? configure = null) => await Database.OpenAsync(await _postgres.CreateDatabaseAsync(_template), configure);

    /// <summary>An empty database.</summary>
    internal Task<string> CreateEmptyAsync() => _postgres.CreateDatabaseAsync();
}

[CollectionDefinition(Name)]
public sealed class Postgres : ICollectionFixture<Server>
{
    public const string Name = "PostgreSQL";
}

/// <summary>An open store and what tests ask of its tables.</summary>
internal sealed class Database : IAsyncDisposable
{
    private Database(string connectionString, Store store, FakeTimeProvider clock) => (ConnectionString, Store, Clock) = (connectionString, store, clock);

    public string ConnectionString { get; }

    public Store Store { get; }

    public FakeTimeProvider Clock { get; }

    public static async Task<Database> OpenAsync(string connectionString, Action<StorageOptions>? configure = null, FakeTimeProvider? clock = null)
    {
        clock ??= new(Make.Noon);
        var options = new StorageOptions();
        configure?.Invoke(options);
        return new(connectionString, await Store.OpenAsync(connectionString, options, new IngestionOptions { LockWait = TimeSpan.FromSeconds(10) }, NullLoggerFactory.Instance, clock, CancellationToken.None), clock);
    }

    public async Task<T> OneAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Store.Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }

    public async Task<IReadOnlyList<T>> AllAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Store.Source.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<int> RunAsync(string sql, object? parameters = null)
    {
        await using var connection = await Store.Source.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Reports counted over all issues, in counters, hours and accepted outcomes: they must agree.</summary>
    public async Task<long> CountedAsync()
    {
        var (counters, hours, accepted) = await OneAsync<(long, long, long)>(
            """
            select (select coalesce(sum(count), 0)::bigint from issue_counters), (select coalesce(sum(count), 0)::bigint from issue_hour_counts),
                (select coalesce(sum(count), 0)::bigint from outcome_hours where outcome = 0)
            """);
        Assert.Equal(counters, hours);
        Assert.Equal(counters, accepted);
        return counters;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }
}
