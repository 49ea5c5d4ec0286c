using Picket.Ingestion;

namespace Picket.Storage.Accounts;

/// <summary>What a token that was presented is good for.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Scopes">What for.</param>
/// <param name="Project">The only project it is for; null for all of its user's.</param>
public sealed record TokenGrant(long Id, TokenScopes Scopes, ProjectId? Project);
