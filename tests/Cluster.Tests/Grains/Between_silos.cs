using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.TestingHost;
using Picket.Cluster.Tests.Shell;
using Picket.Grains.Interfaces;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;

namespace Picket.Cluster.Tests.Grains;

/// <summary>What crosses between silos, and what does not even within one.</summary>
public sealed class Between_silos : IAsyncLifetime, IAsyncDisposable, IIncomingGrainCallFilter
{
    private readonly World _world = new();
    private readonly ConcurrentQueue<object?> _received = [];
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = TwoSilos.Build(_world, this);
        await _cluster.DeployAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _world.DisposeAsync();
    }

    Task IIncomingGrainCallFilter.Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is IProjectGrain or IIssueGrain)
        {
            _received.Enqueue(context.Request.GetArgument(0));
        }

        return context.Invoke();
    }

    [Fact]
    public async Task Within_a_silo_nothing_is_copied()
    {
        var (arrival, outcome) = Arrival();
        await Projects(0).AdmitAsync(Make.Project, [arrival]);
        Assert.Equal(OutcomeKind.Accepted, (await outcome.WaitAsync(World.Patience)).Kind);
        var batch = Assert.IsType<ReportBatch>(_received.ElementAt(0));
        var group = Assert.IsType<IssueGroup>(_received.ElementAt(1));
        Assert.Same(arrival, Assert.Single(batch.Arrivals));
        Assert.Same(arrival, Assert.Single(group.Reports.Arrivals));
    }

    [Fact]
    public async Task Within_a_silo_an_issue_answers_at_once_and_its_outcome_falls_with_the_commit()
    {
        var commit = new TaskCompletionSource();
        _world.Writer.Before = _ => commit.Task;
        var (arrival, outcome) = Arrival();
        var group = new IssueGroup(new(Make.IssueKey(), [arrival]), wantsBodies: true);
        var answer = await Issue(0).RecordAsync(group).WaitAsync(World.Patience);

        Assert.Equal(OutcomeKind.Unavailable, answer.Outcome.Kind);
        Assert.False(group.Recorded!.IsCompleted);
        commit.SetResult();
        Assert.Equal(OutcomeKind.Accepted, (await group.Recorded.WaitAsync(World.Patience)).Outcome.Kind);
        Assert.False(outcome.IsCompleted); // That is its project's to tell.
    }

    [Fact]
    public async Task Between_silos_an_issue_answers_with_the_outcome()
    {
        await Issue(0).RecordAsync(Group()); // From now on it lives there.
        var group = Group();

        Assert.Equal(OutcomeKind.Accepted, (await Issue(1).RecordAsync(group).WaitAsync(World.Patience)).Outcome.Kind);
        Assert.Null(group.Recorded);

        static IssueGroup Group() => new(new(Make.IssueKey(), [Arrival().Arrival]), wantsBodies: true);
    }

    [Fact]
    public async Task A_batch_crosses_once_and_its_issues_live_where_its_project_does()
    {
        await Projects(1).AdmitAsync(Make.Project, [Arrival().Arrival]);
        _received.Clear();
        var arrivals = Enumerable.Range(0, 20).Select(i => Arrival(2 + i)).ToList();
        await Projects(0).AdmitAsync(Make.Project, [.. arrivals.Select(item => item.Arrival)]);
        Assert.All(await Task.WhenAll(arrivals.Select(item => item.Outcome)), outcome => Assert.Equal(OutcomeKind.Accepted, outcome.Kind));

        var crossed = Assert.Single(_received.OfType<ReportBatch>());
        Assert.All(crossed.Arrivals, arrival => Assert.DoesNotContain(arrivals, item => item.Arrival == arrival));
        // On the project's silo: what its issues are given is what the project was given.
        Assert.Equal(20, _received.OfType<IssueGroup>().Count(group => crossed.Arrivals.Contains(group.Reports.Arrivals[0])));
    }

    [Fact]
    public async Task Bodies_cross_only_while_the_issue_has_room_for_samples()
    {
        await Projects(1).AdmitAsync(Make.Project, [Arrival(99).Arrival]);
        _received.Clear();
        for (var i = 0; i < 20; i++)
        {
            var (arrival, outcome) = Arrival();
            await Projects(0).AdmitAsync(Make.Project, [arrival]);
            await outcome.WaitAsync(World.Patience);
        }

        var bodies = _received.OfType<ReportBatch>().Select(batch => batch.Arrivals[0].Report.Raw.Length > 0).ToList();
        Assert.Equal(20, bodies.Count);
        Assert.All(bodies.Take(8), Assert.True);
        Assert.InRange(bodies.Count(body => body), 8, 11); // One slot of the hour, and the answer that says there is no more.
        await _world.Settle();
        Assert.Equal(9, _world.Writer.Samples[Make.IssueKey()].Count);
    }

    [Fact]
    public void A_report_is_the_same_on_the_other_side()
    {
        var serializer = _cluster.Silos[0].ServiceProvider.GetRequiredService<Serializer>();
        var report = new Report
        {
            Kind = ReportKind.Csp,
            Fingerprint = new(UInt128.MaxValue - 3),
            Type = "csp-violation",
            Age = TimeSpan.FromSeconds(7),
            Disposition = Disposition.Report,
            DocumentUri = "https://shop.example/ü",
            DocumentHost = "shop.example",
            SourceFile = "https://cdn.example/a.js",
            UserAgent = "Mozilla/5.0",
            Csp = new()
            {
                EffectiveDirective = "script-src-elem",
                ViolatedDirective = "script-src",
                BlockedUri = new(BlockedUriKind.Url, "https://cdn.example:8443/b.js", "cdn.example:8443", "cdn.example", 8443),
                Referrer = "https://shop.example/",
                OriginalPolicy = "script-src 'self'",
                Sample = "alert(1)",
                LineNumber = 3,
                ColumnNumber = 4,
                StatusCode = 200,
            },
            Raw = new byte[] { 1, 2, 3 },
        };
        var from = Make.Submission(report) with { Origin = "https://shop.example", Release = "1", Environment = "test", Browser = "Firefox 150", Platform = "Linux", Client = ulong.MaxValue, Network = 9 };
        var there = serializer.Deserialize<ReportBatch>(serializer.SerializeToArray(new ReportBatch([new(report, from, Make.Key, null)], _ => true)))!.Arrivals[0];
        Assert.Equal((Make.Key, from.Project, from.Key, from.Received, from.Origin), (there.Key, there.From.Project, there.From.Key, there.From.Received, there.From.Origin));
        Assert.Equal((from.Release, from.Environment, from.Browser, from.Platform, from.Client, from.Network), (there.From.Release, there.From.Environment, there.From.Browser, there.From.Platform, there.From.Client, there.From.Network));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(Flat(report)), System.Text.Json.JsonSerializer.Serialize(Flat(there.Report)));
        Assert.Equal(report.Fingerprint, there.Report.Fingerprint);

        var spared = serializer.Deserialize<ReportBatch>(serializer.SerializeToArray(new ReportBatch([new(report, from, Make.Key, null)], _ => false)))!.Arrivals[0].Report;
        Assert.True(spared.Raw.IsEmpty);
        Assert.Null(spared.Csp!.OriginalPolicy);
        Assert.Equal((report.Csp.EffectiveDirective, report.Csp.ViolatedDirective, report.Csp.BlockedUri), (spared.Csp.EffectiveDirective, spared.Csp.ViolatedDirective, spared.Csp.BlockedUri));
    }

    [Fact]
    public async Task An_unknown_project_does_not_stay()
    {
        var grain = _cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().Project(new(404));
        var (arrival, outcome) = Arrival();
        await grain.AdmitAsync(new([arrival], _ => true));
        Assert.Equal(OutcomeReasons.UnknownProject, (await outcome).Reason);
        await _cluster.WaitForDeactivationAsync(grain.GetGrainId()).WaitAsync(World.Patience);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_limit_goes_on_where_it_was_when_its_project_moves(int batch)
    {
        _world.Settings = _world.Settings with { Limit = new(40, TimeSpan.FromMinutes(1)) };
        var accepted = 0;
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 15; i += batch)
            {
                var arrivals = Enumerable.Range(0, batch).Select(_ => Arrival()).ToList();
                await Projects(round % 2).AdmitAsync(Make.Project, [.. arrivals.Select(item => item.Arrival)]);
                accepted += (await Task.WhenAll(arrivals.Select(item => item.Outcome)).WaitAsync(World.Patience)).Count(outcome => outcome.Kind == OutcomeKind.Accepted);
            }

            await _cluster.DeactivateAsync(_cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().Project(Make.Project).GetGrainId());
        }

        Assert.Equal(40, accepted);
    }

    private static object Flat(Report report) => new
    {
        report.Kind,
        report.Type,
        report.Age,
        report.Disposition,
        report.DocumentUri,
        report.DocumentHost,
        report.SourceFile,
        report.UserAgent,
        report.Csp,
        Raw = report.Raw.ToArray(),
    };

    private static (Arrival Arrival, Task<Outcome> Outcome) Arrival(int fingerprint = 1)
    {
        var report = Make.Report(fingerprint);
        var observer = new Observer();
        return (new(report, Make.Submission(report), Make.Key, observer), observer.Outcome.Task);
    }

    private IIssueGrain Issue(int silo) => _cluster.Silos[silo].ServiceProvider.GetRequiredService<IGrainFactory>().Issue(Make.IssueKey());

    private IProjects Projects(int silo) => _cluster.Silos[silo].ServiceProvider.GetRequiredService<IProjects>();

    private sealed class Observer : IArrivalObserver
    {
        public TaskCompletionSource<Outcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnOutcome(Arrival arrival, in Outcome outcome) => Outcome.TrySetResult(outcome);
    }
}
