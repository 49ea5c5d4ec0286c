using System.Diagnostics.Metrics;
using Picket.Ingestion;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Local;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Storage.Tests.Support;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Storage.Tests.Projects;

/// <summary>Whoever makes up numbers of projects, or keys of a real one, costs neither a question to PostgreSQL nor memory each.</summary>
[Collection(Postgres.Name)]
public sealed class Flood_of_unknown_projects(Server server, ITestOutputHelper output)
{
    /// <summary>What all of them together may leave behind.</summary>
    private const long Most = 512 * 1024;

    [Fact]
    public async Task Costs_no_query_and_no_memory_for_any_of_them()
    {
        await using var database = await server.CreateDatabaseAsync();
        await database.RunAsync("insert into organizations (slug, name) values ('acme', 'Acme'); insert into projects (organization_id, slug, name) values (1, 'shop', 'Shop')");
        await database.Store.Directory.RefreshAsync(CancellationToken.None);
        using var meter = new Meter("test");
        var options = new IngestionOptions();
        await using var ledger = new GroupCommitLedger(database.Store.CommitWriter, options, new(meter), database.Clock);
        using var issues = new LocalIssues(ledger, options, database.Clock);
        var projects = new LocalProjects(database.Store.Directory, new(issues, null!, null!, ledger, options, database.Clock));
        var intake = new Intake(database.Store.Directory, projects, ledger, options, new(meter), database.Clock);
        var random = new Random(Scale.Seed);
        await SendAsync(intake, random, 1000); // What is made once is made.
        await ledger.DrainAsync(CancellationToken.None);
        var (queries, memory) = (await QueriesAsync(database), GC.GetTotalMemory(forceFullCollection: true));

        await SendAsync(intake, random, Scale.UnknownProjects);

        await ledger.DrainAsync(CancellationToken.None);
        var (asked, kept) = (await QueriesAsync(database) - queries, GC.GetTotalMemory(forceFullCollection: true) - memory);
        output.WriteLine($"{Scale.UnknownProjects} unknown projects and as many unknown keys: {asked} transactions, {kept / 1024} KiB kept.");
        Assert.InRange(asked, 0, 100);
        Assert.True(kept < Most, $"{kept} bytes are kept of {Scale.UnknownProjects} unknown projects and keys.");
    }

    private static async Task SendAsync(Intake intake, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var key = new ProjectKey(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
            Assert.Equal(OutcomeReasons.UnknownProject, intake.Deny(new(random.NextInt64(1000, long.MaxValue)), key));
            var answer = await intake.SubmitAsync(new() { Project = new(random.NextInt64(1000, long.MaxValue)), Key = key, Items = [new(null, InvalidReason.Empty)], Received = Make.Noon });
            Assert.Equal(1, answer.Invalid);
            Assert.Equal(OutcomeReasons.UnknownKey, intake.Deny(new(1), key));
        }
    }

    /// <summary>Transactions of the database so far; PostgreSQL's own workers add a few.</summary>
    private static async Task<long> QueriesAsync(Database database)
    {
        await database.RunAsync("select pg_stat_force_next_flush()");
        return await database.OneAsync<long>("select xact_commit + xact_rollback from pg_stat_database where datname = current_database()");
    }
}
