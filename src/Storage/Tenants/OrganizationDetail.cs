using System.Text.Json.Nodes;
using Picket.Storage.Queries;

namespace Picket.Storage.Tenants;

/// <summary>An organization with what is set.</summary>
/// <param name="Organization">Which.</param>
/// <param name="Settings">Its projects' defaults, as stored.</param>
/// <param name="Plan">Its plan's name; null for none.</param>
/// <param name="SuspendedAt">Since when it is suspended; null where it is not.</param>
/// <param name="Members">How many people.</param>
/// <param name="Projects">How many projects.</param>
public sealed record OrganizationDetail(OrganizationRow Organization, JsonObject Settings, string? Plan, DateTimeOffset? SuspendedAt, long Members, long Projects);
