namespace Picket.Storage.Queries;

/// <summary>An organization.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record OrganizationRow(long Id, string Slug, string Name, DateTimeOffset CreatedAt);
