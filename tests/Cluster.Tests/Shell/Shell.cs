using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Picket.Cluster.Tests.Shell;
using Picket.Grains.Interfaces;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Issues;
using Picket.Testing;

namespace Picket.Ingestion.Tests.Support;

/// <summary>Projects and issues as grains, on another silo than the reports come to, so that all of it crosses from one to the other.</summary>
internal sealed class Shell : IAsyncDisposable, IIncomingGrainCallFilter
{
    private readonly InProcessTestCluster _cluster;
    private readonly ConcurrentDictionary<IssueKey, bool> _seen = new();
    private int _merged;

    public Shell(World world)
    {
        _cluster = TwoSilos.Build(world, this);
        Task.Run(StartAsync).GetAwaiter().GetResult();
        Projects = _cluster.Silos[0].ServiceProvider.GetRequiredService<IProjects>();
    }

    public IProjects Projects { get; }

    /// <summary>Issues that have been given reports.</summary>
    public int Count => _seen.Count;

    /// <summary>Reports that issues have merged.</summary>
    public int Merged => Volatile.Read(ref _merged);

    /// <summary>A grain has merged when its call goes on to wait.</summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var done = context.Invoke();
        if (context.Grain is IIssueGrain)
        {
            var group = (IssueGroup)context.Request.GetArgument(0)!;
            _seen[group.Reports.Key] = true;
            Interlocked.Add(ref _merged, group.Reports.Arrivals.Count);
        }

        await done;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private async Task StartAsync()
    {
        await _cluster.DeployAsync();
        var project = _cluster.Silos[1].ServiceProvider.GetRequiredService<IGrainFactory>().Project(Make.Project);
        await Until.TrueAsync(() => LivesAsync(project), World.Patience, () => "the project lives on the second silo");
    }

    /// <summary>The first activation of a process may take longer than a call may.</summary>
    private static async Task<bool> LivesAsync(IProjectGrain project)
    {
        try
        {
            await project.RestAsync(0);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
