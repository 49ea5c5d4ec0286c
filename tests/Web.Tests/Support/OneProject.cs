using Picket.Ingestion;
using Picket.Ingestion.Admission;

namespace Picket.Web.Tests.Support;

/// <summary>Knows one active project with an active and a disabled key.</summary>
internal sealed class OneProject : IProjectDirectory
{
    public static readonly ProjectKey Active = Some.Project.Key!.Value;
    public static readonly ProjectKey Disabled = new(99);

    public ProjectSettings? Find(ProjectId id) => id != Some.Project.Id
        ? null
        : new() { Id = id, Version = 1, Keys = [new(new(1), Active, true, null), new(new(2), Disabled, false, null)] };
}
