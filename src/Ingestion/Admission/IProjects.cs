using Picket.Ingestion.Inbox;

namespace Picket.Ingestion.Admission;

/// <summary>The projects, wherever they live.</summary>
public interface IProjects
{
    /// <summary>
    /// Decides on a batch of one project, which exists, and hands what is admitted to its issues. Each arrival is completed as its outcome falls,
    /// which may be long after this returns: a batch is no barrier. Never throws.
    /// </summary>
    ValueTask AdmitAsync(ProjectId project, List<Arrival> batch);
}
