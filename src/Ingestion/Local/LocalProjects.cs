using System.Collections.Concurrent;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Local;

/// <summary>The projects of this process. Bounded by the projects there are.</summary>
public sealed class LocalProjects(IProjectDirectory directory, ProjectPorts ports) : IProjects
{
    private readonly ConcurrentDictionary<ProjectId, ProjectKeeper> _keepers = new();

    /// <inheritdoc/>
    public ValueTask AdmitAsync(ProjectId project, List<Arrival> batch)
    {
        if (directory.Find(project) is not { } settings)
        {
            _keepers.TryRemove(project, out _);
            batch.ForEach(arrival => arrival.Complete(Outcome.Invalid(OutcomeReasons.UnknownProject)));
            return default;
        }

        var keeper = _keepers.GetOrAdd(project, static (_, start) => new(start.Settings, start.Ports), (Settings: settings, Ports: ports));
        return keeper.AdmitAsync(settings, batch);
    }
}
