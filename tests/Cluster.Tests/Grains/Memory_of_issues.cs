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
    private const int Steps = 5;

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

        // The median of a few steps: whatever else goes on in this process is given back, or taken, in one of them.
        var step = Scale.LiveIssues / Steps;
        var each = new double[Steps];
        for (var i = 0; i < Steps; i++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await RecordAsync(issues, 1000 + (i * step), step);
            each[i] = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)step;
        }

        output.WriteLine($"{Scale.LiveIssues:N0} live issues, bytes each: {string.Join(", ", each.Select(bytes => $"{bytes:N0}"))}");
        Assert.InRange(each.Order().ElementAt(Steps / 2), 500, MostBytes);
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
