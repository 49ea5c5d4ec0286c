using Picket.Ingestion;

namespace Picket.Web.Dashboard.Live;

/// <summary>What a page shows: one project, or all of an organization.</summary>
internal readonly record struct LivePlace
{
    private LivePlace(ProjectId? project, OrganizationId? organization) => (Project, Organization) = (project, organization);

    /// <summary>The project; null for an organization.</summary>
    public ProjectId? Project { get; }

    /// <summary>The organization; null for a project.</summary>
    public OrganizationId? Organization { get; }

    /// <summary>A project.</summary>
    public static LivePlace Of(ProjectId project) => new(project, null);

    /// <summary>All projects of an organization.</summary>
    public static LivePlace Of(OrganizationId organization) => new(null, organization);

    /// <inheritdoc/>
    public override string ToString() => Project is { } project ? $"project {project}" : $"organization {Organization?.Value}";
}
