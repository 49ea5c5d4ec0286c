using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Picket.Cluster.Tests.Shell;
using Picket.Grains.Interfaces;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Xunit.Abstractions;

namespace Picket.Cluster.Tests.Grains;

/// <summary>What is stuck keeps only its own reports waiting, and not for ever.</summary>
public sealed class A_grain_that_never_answers(ITestOutputHelper output) : IAsyncLifetime, IIncomingGrainCallFilter
{
    private const int Reports = 300;
    private const long Stuck = 2;

    private readonly World _world = new();
    private InProcessTestCluster _cluster = null!;
    private Intake _intake = null!;

    public async Task InitializeAsync()
    {
        _cluster = TwoSilos.Build(_world, this);
        await _cluster.DeployAsync();
        _world.Other = _world.Settings with { Id = new(Stuck) };
        var services = _cluster.Silos[0].ServiceProvider;
        _intake = new(_world, services.GetRequiredService<IProjects>(), _world.Ledger, _world.Options, _world.Outcomes, _world.Clock);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _world.DisposeAsync();
    }

    Task IIncomingGrainCallFilter.Invoke(IIncomingGrainCallContext context) =>
        context.Grain is IProjectGrain grain && grain.GetPrimaryKeyLong() == Stuck ? new TaskCompletionSource().Task : context.Invoke();

    [Fact]
    public async Task Leaves_the_p99_of_others_where_it_was()
    {
        await NinetyNinthAsync(); // Warms up.
        var alone = await NinetyNinthAsync();
        var stuck = Enumerable.Range(0, 50).Select(_ => SendAsync(Stuck)).ToList();
        var beside = await NinetyNinthAsync();
        output.WriteLine($"p99 of others: {alone.TotalMilliseconds:F1} ms alone, {beside.TotalMilliseconds:F1} ms beside one that never answers");
        Assert.DoesNotContain(stuck, send => send.IsCompleted);
        Assert.InRange(beside, TimeSpan.Zero, (3 * alone) + TimeSpan.FromMilliseconds(50));

        // After its time, a grain's caller gives up: nobody knows what became of the reports.
        Assert.All(await Task.WhenAll(stuck).WaitAsync(World.Patience), answer => Assert.Equal((1, OutcomeReasons.Unreachable), (answer.Unavailable, answer.Reason)));
    }

    private async Task<TimeSpan> NinetyNinthAsync()
    {
        var times = new List<TimeSpan>(Reports);
        for (var i = 0; i < Reports; i++)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(1, (await SendAsync(Make.Project.Value)).Accepted);
            times.Add(clock.Elapsed);
        }

        return times.Order().ElementAt(Reports * 99 / 100);
    }

    private Task<Answer> SendAsync(long project) =>
        _intake.SubmitAsync(Make.Submission(Make.Report()) with { Project = new(project), Received = _world.Clock.GetUtcNow() }).AsTask();
}
