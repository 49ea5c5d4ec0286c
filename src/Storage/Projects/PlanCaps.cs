using Picket.Ingestion.Admission;

namespace Picket.Storage.Projects;

/// <summary>What a plan lets a project have at most, whatever its settings say.</summary>
/// <param name="Limit">Reports in each window; null for no limit.</param>
/// <param name="NewIssuesPerHour">New issues; null for no limit.</param>
internal sealed record PlanCaps(RateLimit? Limit, int? NewIssuesPerHour)
{
    /// <summary><paramref name="settings"/> within the plan.</summary>
    public ProjectSettings Cap(ProjectSettings settings) => settings with
    {
        Limit = Slower(settings.Limit, Limit),
        NewIssuesPerHour = (settings.NewIssuesPerHour, NewIssuesPerHour) switch
        {
            (var own, null) => own,
            (null, var most) => most,
            ({ } own, { } most) => Math.Min(own, most),
        },
    };

    private static RateLimit? Slower(RateLimit? own, RateLimit? most) =>
        own is null ? most : most is null || own.Count * most.Window.TotalSeconds <= most.Count * own.Window.TotalSeconds ? own : most;
}
