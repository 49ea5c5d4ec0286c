using Picket.Ingestion.Admission;
using Picket.Ingestion.Local;

namespace Picket.Ingestion.Tests.Support;

/// <summary>Projects and issues in this process. The same tests run against grains, with another class of this name.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private readonly LocalIssues _issues;

    public Shell(World world)
    {
        _issues = new(world.Ledger, world.Options, world.Clock);
        Projects = new LocalProjects(world, new(_issues, world, world.Ledger, world.Options, world.Clock));
    }

    public IProjects Projects { get; }

    /// <summary>Issues that have been given reports.</summary>
    public int Count => _issues.Count;

    public ValueTask DisposeAsync()
    {
        _issues.Dispose();
        return default;
    }
}
