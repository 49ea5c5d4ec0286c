using Picket.Storage.Schema;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Schema;

[Collection(Postgres.Name)]
public sealed class Migration(Server server)
{
    [Fact]
    public async Task Hosts_that_start_at_the_same_time_make_one_schema()
    {
        var empty = await server.CreateEmptyAsync();
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Database.OpenAsync(empty)));

        Assert.Equal(
            typeof(SchemaMigrator).Assembly.GetManifestResourceNames().Count(name => name.EndsWith(".sql", StringComparison.Ordinal)),
            await databases[0].OneAsync<long>("select count(*) from schema_files"));
        Assert.All(databases, database => Assert.Equal(databases[0].Store.Installation.Secret, database.Store.Installation.Secret));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_schema_that_was_made_by_another_file_is_left_alone()
    {
        await using var database = await server.CreateDatabaseAsync();
        await database.RunAsync("update schema_files set hash = sha256('other')");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => SchemaMigrator.MigrateAsync(database.Store.Source, CancellationToken.None));

        Assert.Contains("001_initial.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_or_database_is_told_at_once_and_not_waited_for()
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            var settings = new Npgsql.NpgsqlConnectionStringBuilder(await server.CreateEmptyAsync()) { Database = "no_such_database" };
            await Database.OpenAsync(settings.ConnectionString, options => options.StartTimeout = TimeSpan.FromHours(1));
        });

        Assert.Contains("no_such_database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_connection_string_is_told_with_the_form_it_should_have()
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(() => Database.OpenAsync("postgres://user@host/db"));

        Assert.Contains("Host=", refusal.Message, StringComparison.Ordinal);
    }
}
