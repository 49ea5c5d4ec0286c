namespace Picket.Testing;

/// <summary>One PostgreSQL for the tests of a class or more, and in it a database that a first process has set up, of which each test gets a copy. So all processes of a test start at once.</summary>
/// <param name="program">The assembly that sets it up, as <see cref="StandaloneSettings.Program"/>.</param>
/// <param name="environment">Environment variables of that process.</param>
public abstract class PreparedDatabases(string? program, IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private string _template = "";

    /// <summary>The PostgreSQL.</summary>
    public TestPostgres Postgres { get; private set; } = null!;

    /// <summary>The API token of every copy.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Starts the PostgreSQL and sets the database up.</summary>
    public async Task InitializeAsync()
    {
        Postgres = await TestPostgres.StartAsync();
        _template = await Postgres.CreateDatabaseAsync();
        await using var first = await StandaloneProcess.StartAsync(new()
        {
            Program = program,
            Environment = new Dictionary<string, string>(environment) { ["ConnectionStrings__Postgres"] = _template },
        });
        Token = first.Token;
        if (await first.StopAsync(StopTime) is not 0 and var code)
        {
            throw new InvalidOperationException($"It ended with {code}.\n{first.Output}");
        }
    }

    /// <summary>Ends the PostgreSQL, if it was started.</summary>
    public async Task DisposeAsync() => await (Postgres?.DisposeAsync() ?? default);

    /// <summary>Makes a database with a project, and returns how to connect to it.</summary>
    public Task<string> CreateDatabaseAsync() => Postgres.CreateDatabaseAsync(_template);
}
