using Npgsql;
namespace Picket.Testing;
/// <summary>temporary</summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private const string Base = "Host=127.0.0.1;Port=54329;Username=picket;Database=postgres";
    /// <summary>temporary</summary>
    public static Task<TestPostgres> StartAsync() => Task.FromResult(new TestPostgres());
    /// <summary>temporary</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var c = new NpgsqlConnection(Base);
        await c.OpenAsync();
        await using var q = new NpgsqlCommand($"create database {name}", c);
        await q.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Base) { Database = name }.ConnectionString;
    }
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
