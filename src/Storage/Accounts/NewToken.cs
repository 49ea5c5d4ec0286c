using Picket.Ingestion;

namespace Picket.Storage.Accounts;

/// <summary>A token to make.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Label">What for, in its user's words.</param>
/// <param name="Scopes">At least one.</param>
/// <param name="Project">The only project it is for; null for all of its user's.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
public sealed record NewToken(long UserId, string Label, TokenScopes Scopes = TokenScopes.All, ProjectId? Project = null, DateTimeOffset? ExpiresAt = null);
