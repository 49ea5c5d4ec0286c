using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Picket.Grains;
using Picket.Grains.Interfaces;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Ledger;

namespace Picket.Ingestion.Tests.Support;

/// <summary>Projects and issues as grains, on another silo than the reports come to, so that all of it crosses from one to the other.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly CountingIssues _issues = new();

    public Shell(World world)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(PicketGrains.Storage);
            silo.Services.AddPicketGrains(world.Clock);
            silo.Services.AddSingleton<ILedger>(world.Ledger);
            silo.Services.AddSingleton<IProjectDirectory>(world);
            silo.Services.AddSingleton<IKnownIssues>(world);
            silo.Services.AddSingleton(world.Options);
            silo.Services.AddSingleton(provider =>
                new ProjectPorts(_issues.Over(provider.GetRequiredService<IIssues>()), world, world.Ledger, world.Options, world.Clock));
        });
        _cluster = builder.Build();
        Task.Run(StartAsync).GetAwaiter().GetResult();
        Projects = _cluster.Silos[0].ServiceProvider.GetRequiredService<IProjects>();
    }

    public IProjects Projects { get; }

    /// <summary>Issues that have been given reports.</summary>
    public int Count => _issues.Seen.Count;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private async Task StartAsync()
    {
        await _cluster.DeployAsync();
        await _cluster.Silos[1].ServiceProvider.GetRequiredService<IGrainFactory>().Project(Make.Project).RestAsync(0);
    }

    /// <summary>Knows which issues were given reports.</summary>
    private sealed class CountingIssues
    {
        public ConcurrentDictionary<IssueKey, bool> Seen { get; } = new();

        public IIssues Over(IIssues inner) => new Counted(this, inner);

        private sealed class Counted(CountingIssues all, IIssues inner) : IIssues
        {
            public Task<RecordResult> RecordAsync(ReportGroup group)
            {
                var done = inner.RecordAsync(group);
                all.Seen[group.Key] = true;
                return done;
            }
        }
    }
}
