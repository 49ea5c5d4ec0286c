using Picket.Testing;

namespace Picket.Cluster.Tests.Processes;

/// <summary>What clusters of processes stand on: one PostgreSQL for all tests, and in it a database that a first silo has set up, of which each cluster gets a copy. So all its silos start at once.</summary>
public sealed class ClusterGround : IAsyncLifetime
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private string _template = "";

    /// <summary>The PostgreSQL.</summary>
    public TestPostgres Postgres { get; private set; } = null!;

    /// <summary>The API token of every copy.</summary>
    public string Token { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Postgres = await TestPostgres.StartAsync();
        try
        {
            _template = await Postgres.CreateDatabaseAsync();
            await using var first = await StandaloneProcess.StartAsync(new()
            {
                Program = Built.Silo,
                Environment = new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = _template, ["Picket__ServiceId"] = "picket", ["Picket__ClusterId"] = "first", ["Picket__SiloPort"] = "0" },
            });
            Token = first.Token;
            Assert.Equal(0, await first.StopAsync(StopTime));
        }
        catch
        {
            await DisposeAsync(); // Nobody else calls it then.
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Postgres.DisposeAsync();

    /// <summary>Makes a database with a project, and returns how to connect to it.</summary>
    public Task<string> CreateDatabaseAsync() => Postgres.CreateDatabaseAsync(_template);
}

/// <summary>Tests that stand on it.</summary>
[CollectionDefinition(Name)]
public sealed class OnClusterGround : ICollectionFixture<ClusterGround>
{
    /// <summary>Its name.</summary>
    public const string Name = "Cluster of processes";
}
