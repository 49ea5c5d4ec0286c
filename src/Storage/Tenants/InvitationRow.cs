using Picket.Storage.Accounts;

namespace Picket.Storage.Tenants;

/// <summary>An invitation that nobody has accepted yet.</summary>
/// <param name="Id">Its number.</param>
/// <param name="OrganizationId">Where to.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="OrganizationSlug">Its name in addresses.</param>
/// <param name="Email">Whom; null for whoever has the link.</param>
/// <param name="Role">The role to have there.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record InvitationRow(
    long Id, long OrganizationId, string OrganizationName, string OrganizationSlug, string? Email, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
