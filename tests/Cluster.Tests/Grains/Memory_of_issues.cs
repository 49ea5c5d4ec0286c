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
    private const int MostSteps = 25;

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

        // Other tests of this process have left memory that is given back for a while, all at once: steps go on until three in a row agree.
        var step = Scale.LiveIssues / Steps;
        var each = new List<double>();
        while (each.Count < Steps || (!Agree(each.TakeLast(3)) && each.Count < MostSteps))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await RecordAsync(issues, 1000 + (each.Count * step), step);
            each.Add((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)step);
        }

        output.WriteLine($"{each.Count * step:N0} live issues, bytes each: {string.Join(", ", each.Select(bytes => $"{bytes:N0}"))}");
        Assert.InRange(each.TakeLast(3).Max(), 500, MostBytes);
    }

    private static bool Agree(IEnumerable<double> each) => each.Min() > 0 && each.Max() < 1.2 * each.Min();

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
