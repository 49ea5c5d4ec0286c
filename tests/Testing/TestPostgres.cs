using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Picket.Storage.Embedded;

namespace Picket.Testing;

/// <summary>A real PostgreSQL for tests, private to them and gone with them.</summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly PrivatePostgres _postgres;
    private int _databases;

    private TestPostgres(DirectoryInfo folder, PrivatePostgres postgres) => (_folder, _postgres) = (folder, postgres);

    /// <summary>All its processes, the postmaster first, so that what is done to them in this order lets it start no others.</summary>
    public IReadOnlyList<int> Processes => ProcessTree.WithDescendants(ProcessTree.PostmasterUnder(_folder.FullName)!.Value);

    /// <summary>Starts one in a new temporary folder.</summary>
    public static async Task<TestPostgres> StartAsync()
    {
        var folder = TemporaryFolder.Create();
        return new(folder, await PrivatePostgres.StartAsync(new() { Data = folder.FullName }, NullLogger.Instance, TimeProvider.System, CancellationToken.None));
    }

    /// <summary>Makes a database and returns how to connect to it.</summary>
    /// <param name="template">How to connect to one that it is a copy of, and that nobody is connected to; null for an empty one.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        // Of its own, as tests kill PostgreSQL, and with it what a pool would keep.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand(template is null ? $"create database {name}" : $"create database {name} template {new NpgsqlConnectionStringBuilder(template).Database}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
