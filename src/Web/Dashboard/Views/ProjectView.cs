using Picket.Storage.Queries;
using Picket.Web.Api.Issues;

namespace Picket.Web.Dashboard.Views;

/// <summary>What a project's page shows before its first issue.</summary>
public sealed record ProjectView
{
    private static readonly TimeSpan RefusalsShown = TimeSpan.FromDays(1);

    /// <summary>The project.</summary>
    public required ProjectRow Project { get; init; }

    /// <summary>What was refused within a day.</summary>
    public required IReadOnlyList<RefusedCount> Refused { get; init; }

    /// <summary>The header to send; null where the project has no key.</summary>
    public string? Header { get; init; }

    /// <summary>The page that violates its own policy; null where the project has no key.</summary>
    public string? TryUri { get; init; }

    /// <summary>Reads it.</summary>
    internal static async Task<ProjectView> ReadAsync(ProjectRow project, IssueDesk desk, CancellationToken cancellation) => new()
    {
        Project = project,
        Refused = await desk.Issues.RefusedAsync(project.Id, desk.Now - RefusalsShown, cancellation),
        Header = project.Key is { } key ? desk.Uris.StarterHeader(project.Id, key) : null,
        TryUri = project.Key is { } tryKey ? desk.Uris.TryUri(project.Id, tryKey) : null,
    };
}
