using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Picket.Grains;
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;
using Picket.Ingestion.Tests.Support;
using Picket.Testing;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Grains;

/// <summary>What a live issue costs a silo.</summary>
public sealed class Memory_of_issues(ITestOutputHelper output)
{
    private const double MostBytes = 3.5 * 1024;

    [Fact]
    public async Task Is_bounded_for_each()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(PicketGrains.Storage);
            silo.Services.AddPicketGrains(TimeProvider.System);
            silo.Services.AddSingleton<ILedger, ForgetfulLedger>();
            silo.Services.AddSingleton(new IngestionOptions());
        });
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var issues = cluster.Silos[0].ServiceProvider.GetRequiredService<IIssues>();
        await RecordAsync(issues, 0, 1000);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RecordAsync(issues, 1000, Scale.LiveIssues);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Scale.LiveIssues;
        output.WriteLine($"{Scale.LiveIssues:N0} live issues, {each:N0} bytes each");
        Assert.InRange(each, 500, MostBytes);
    }

    private static Task RecordAsync(IIssues issues, int from, int count) => Parallel.ForEachAsync(
        Enumerable.Range(from + 1, count),
        async (number, _) => await issues.RecordAsync(new(Make.IssueKey(number), [.. Make.Group(Make.Report(number)).Arrivals])));

    /// <summary>Says that all is written, and keeps nothing.</summary>
    private sealed class ForgetfulLedger : ILedger
    {
        private long _issues;

        public Task<DeltaResult> CommitAsync(IssueDelta delta) =>
            Task.FromResult(new DeltaResult(new IssueState(Interlocked.Increment(ref _issues), IsNew: true, IssueStatus.Unresolved, Regressed: false), null));

        public Task<bool> CommitAsync(OutcomeRow outcome) => Task.FromResult(true);

        public void Note(OutcomeRow outcome)
        {
        }

        public void Keep(FilterSampleRow sample)
        {
        }

        public void Owe(IssueDebt debt)
        {
            // As when it was written with the next commit.
            var (facets, clients) = (new List<FacetRow>(), new List<ClientsRow>());
            debt.Take(int.MaxValue, facets, clients);
        }
    }
}
