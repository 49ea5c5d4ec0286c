using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Reports.Noise;
using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Queries;

[Collection(Postgres.Name)]
public sealed class Figures_of_projects(Server server) : IAsyncLifetime
{
    private static readonly NoiseVerdict Noise = NoiseVerdict.Of([NoiseReasons.ExtensionScheme]);

    private Database _database = null!;

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Count_folds_that_need_somebody_each_project_for_itself()
    {
        var states = await WriteAsync(
            Make.Row(1, at: Make.Noon.AddDays(-20), mergeKey: 1), // open, but not seen for a week
            Make.Row(2, at: Make.Noon.AddDays(-3), mergeKey: 2), // enforced
            Make.Row(3, at: Make.Noon.AddDays(-3), mergeKey: 2), // the same in other words
            Make.Row(4, at: Make.Noon.AddHours(-2), mergeKey: 4) with { Enforced = 0, ReportOnly = 1 }, // new, report-only
            Make.Row(5, at: Make.Noon.AddHours(-2), mergeKey: 5), // resolved below
            Make.Row(6, at: Make.Noon.AddHours(-2), mergeKey: 6, noise: Noise),
            Make.Row(7, at: Make.Noon, project: 2),
            Make.Row(8, at: Make.Noon.AddHours(-2), mergeKey: 2)); // a new way to word an old problem
        await _database.RunAsync("update issues set status = 1 where id = @id", new { id = states[4].Id });

        var figures = await ReadAsync(1, 2, 3);

        Assert.Equal(new ProjectFigures(new(1), Open: 3, NewToday: 1, NewCsp: 1, ReportOnly: 1, Enforced: 1, Make.Noon.AddDays(-20)), figures[new(1)]);
        Assert.Equal(new ProjectFigures(new(2), Open: 1, NewToday: 1, NewCsp: 1, ReportOnly: 0, Enforced: 1, Make.Noon), figures[new(2)]);
        Assert.Equal(new ProjectFigures(new(3), 0, 0, 0, 0, 0, null), figures[new(3)]);
    }

    [Fact]
    public async Task Stop_where_a_page_says_at_least()
    {
        await WriteAsync([.. Enumerable.Range(1, ProjectFigureQueries.MaxCount + 20).Select(i => Make.Row(i, at: Make.Noon))]);
        var figures = (await ReadAsync(1))[new(1)];
        Assert.Equal((ProjectFigureQueries.MaxCount, ProjectFigureQueries.MaxCount, ProjectFigureQueries.MaxCount), (figures.Open, figures.NewToday, figures.Enforced));
    }

    private Task<IReadOnlyDictionary<ProjectId, ProjectFigures>> ReadAsync(params long[] projects) =>
        new ProjectFigureQueries(_database.Store).ReadAsync([.. projects.Select(project => new ProjectId(project))], Make.Noon.AddMinutes(1), CancellationToken.None);

    private Task<IssueState[]> WriteAsync(params IssueRow[] rows) => _database.Store.CommitWriter.WriteAsync(Make.Commit(rows), CancellationToken.None);
}
