namespace Picket.Ingestion.Admission;

/// <summary>What all projects of an organization may take together.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Count">Reports in a calendar month (UTC), from 0.</param>
/// <param name="Version">Of the settings it is from. They rise over all projects, so of two quotas of an organization the higher version is the newer.</param>
public readonly record struct OrganizationQuota(OrganizationId Organization, long Count, long Version);
