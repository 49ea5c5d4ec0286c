namespace Picket.Ingestion.Admission;

/// <summary>A slice of an organization's month, asked for.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Month">Which.</param>
/// <param name="Limit">What the month has in all.</param>
/// <param name="Amount">At most so many reports, at least one.</param>
public readonly record struct AllowanceLease(OrganizationId Organization, Month Month, long Limit, long Amount);

/// <summary>The answer.</summary>
/// <param name="Granted">Reports that may pass; nobody else gets them.</param>
/// <param name="Rest">What remains for later leases.</param>
public readonly record struct AllowanceGrant(long Granted, long Rest);
