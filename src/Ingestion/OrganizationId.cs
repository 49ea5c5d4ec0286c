namespace Picket.Ingestion;

/// <summary>An organization's number.</summary>
public readonly record struct OrganizationId(long Value);
