using Picket.Ingestion;

namespace Picket.Storage.Queries;

/// <summary>A project.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Slug">Its name in addresses, unique in its organization.</param>
/// <param name="Name">Its name.</param>
/// <param name="Organization">Whose it is.</param>
/// <param name="Active">False: refuses reports.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Key">Its oldest active key; null where there is none.</param>
public sealed record ProjectRow(ProjectId Id, string Slug, string Name, OrganizationRow Organization, bool Active, DateTimeOffset CreatedAt, ProjectKey? Key);
