using System.Globalization;
using Picket.Ingestion;
using Picket.Ingestion.Issues;
using Picket.Reports;

namespace Picket.Grains.Interfaces;

/// <summary>The only place where grains are named and found.</summary>
public static class GrainKeys
{
    /// <summary>The grain of a project.</summary>
    public static IProjectGrain Project(this IGrainFactory grains, ProjectId project) =>
        GrainNames<IProjectGrain>.Of(grains, static grains => grains.GetGrain<IProjectGrain>(0)).Find(grains, GrainIdKeyExtensions.CreateIntegerKey(project.Value));

    /// <summary>The grain of an issue.</summary>
    public static IIssueGrain Issue(this IGrainFactory grains, IssueKey issue) =>
        GrainNames<IIssueGrain>.Of(grains, static grains => grains.GetGrain<IIssueGrain>(Format(default))).Find(grains, IdSpan.Create(Format(issue)));

    /// <summary>The grain of what an organization's projects share.</summary>
    public static IAllowanceGrain Allowance(this IGrainFactory grains, OrganizationId organization) =>
        GrainNames<IAllowanceGrain>.Of(grains, static grains => grains.GetGrain<IAllowanceGrain>(0)).Find(grains, GrainIdKeyExtensions.CreateIntegerKey(organization.Value));

    /// <summary>An issue's key: project, kind and fingerprint with hyphens between.</summary>
    public static string Format(IssueKey issue) => string.Create(CultureInfo.InvariantCulture, $"{issue.Project.Value}-{(short)issue.Kind}-{issue.Fingerprint}");

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <exception cref="FormatException">It is no issue's key.</exception>
    public static IssueKey Parse(string key)
    {
        var parts = key.Split('-');
        return parts.Length == 3
            && ProjectId.TryParse(parts[0], out var project)
            && short.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kind)
            && Fingerprint.TryParse(parts[2], out var fingerprint)
                ? new(project, (ReportKind)kind, fingerprint)
                : throw new FormatException($"'{key}' is no issue's key.");
    }
}
