namespace Picket.Storage.Tenants;

/// <summary>What an organization used in a month.</summary>
/// <param name="Slug">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Plan">Its plan now; null for none.</param>
/// <param name="MonthQuota">The plan's quota now; null for none.</param>
/// <param name="Accepted">Reports that were accepted.</param>
public sealed record UsageRow(string Slug, string Name, string? Plan, long? MonthQuota, long Accepted);
