using Picket.Ingestion.Admission;
using Picket.Ingestion.Issues;
using Picket.Ingestion.Local;

namespace Picket.Ingestion.Tests.Support;

/// <summary>Projects and issues in this process. The same tests run against grains, with another class of this name.</summary>
internal sealed class Shell : IAsyncDisposable, IIssues
{
    private readonly LocalIssues _issues;
    private readonly LocalAllowances _allowances;
    private int _merged;

    public Shell(World world)
    {
        _issues = new(world.Ledger, world.Options, world.Clock);
        _allowances = new(world.Allowances, world.Options, world.Clock);
        Projects = new LocalProjects(world, new(this, world, _allowances, world.Ledger, world.Options, world.Clock));
    }

    public IProjects Projects { get; }

    /// <summary>Issues that have been given reports.</summary>
    public int Count => _issues.Count;

    /// <summary>Reports that issues have merged.</summary>
    public int Merged => Volatile.Read(ref _merged);

    public Task<RecordResult> RecordAsync(ReportGroup group)
    {
        var done = _issues.RecordAsync(group);
        Interlocked.Add(ref _merged, group.Arrivals.Count);
        return done;
    }

    public ValueTask DisposeAsync()
    {
        _issues.Dispose();
        return _allowances.DisposeAsync();
    }
}
