using Picket.Ingestion.Ledger;
using Picket.Ingestion.Outcomes;
using Picket.Reports;
using Picket.Storage.Queries;
using Picket.Storage.Tests.Support;

namespace Picket.Storage.Tests.Queries;

[Collection(Postgres.Name)]
public sealed class Filtered_reports(Server server) : IAsyncLifetime
{
    private Database _database = null!;

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Are_told_by_reason_with_the_latest_samples()
    {
        await _database.Store.CommitWriter.WriteAsync(
            Make.Commit() with
            {
                Outcomes =
                [
                    new(new(1), default, Make.Noon.AddHours(-1), OutcomeKind.Filtered, "extension", 2),
                    new(new(1), default, Make.Noon, OutcomeKind.Filtered, "extension", 3),
                    new(new(1), default, Make.Noon, OutcomeKind.Filtered, OutcomeReasons.Cors, 9),
                    new(new(1), default, Make.Noon, OutcomeKind.Invalid, OutcomeReasons.UnknownKey, 7),
                    new(new(2), default, Make.Noon, OutcomeKind.Filtered, "extension", 1),
                ],
                FilterSamples = [Sample(0, -3), Sample(1, -1), Sample(2, -2), Sample(0, -1) with { Project = new(2), Title = "another project's" }],
            },
            CancellationToken.None);

        var filtered = await new FilterQueries(_database.Store).ReadAsync(new(1), Make.Noon.AddDays(-1), 2, CancellationToken.None);

        Assert.Equal([(OutcomeReasons.Cors, 9, Make.Noon), ("extension", 5, Make.Noon)], filtered.Select(reason => (reason.Reason, reason.Count, reason.LastHour)));
        Assert.Empty(filtered[0].Samples);
        Assert.Equal(["at -1", "at -2"], filtered[1].Samples.Select(sample => sample.Title));
        Assert.Equal((ReportKind.Csp, "Chrome 156"), (filtered[1].Samples[0].Kind, filtered[1].Samples[0].Browser));
    }

    private static FilterSampleRow Sample(short slot, int minutes) => new(
        new(1), DateOnly.FromDateTime(Make.Noon.UtcDateTime), "extension", slot, Make.Noon.AddMinutes(minutes), ReportKind.Csp, $"at {minutes}", "Chrome 156", new("{}", "{}"));
}
