namespace Picket.Storage.Tenants;

/// <summary>What an organization used in a month.</summary>
/// <param name="Slug">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Plan">Its plan now; null for none.</param>
/// <param name="MonthQuota">Its quota now; null for none.</param>
/// <param name="HasGrace">The month goes on to 120 % of it.</param>
/// <param name="Accepted">Reports that were accepted, noise among them.</param>
/// <param name="Leased">Reports of the quota that are used or handed out to hosts; null where none was asked for.</param>
public sealed record UsageRow(string Slug, string Name, string? Plan, long? MonthQuota, bool HasGrace, long Accepted, long? Leased);
