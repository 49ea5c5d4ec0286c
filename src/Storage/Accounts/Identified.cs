namespace Picket.Storage.Accounts;

/// <summary>The user whom a token or a session stands for.</summary>
/// <param name="UserId">The user's number.</param>
/// <param name="Name">How others call this user.</param>
/// <param name="IsOperator">True where the user operates the installation.</param>
/// <param name="Token">The token that was presented; null for a session.</param>
/// <param name="SessionId">The session's number; null for a token.</param>
/// <param name="IsPending">True for a session that still lacks its second factor.</param>
public sealed record Identified(long UserId, string Name, bool IsOperator, TokenGrant? Token = null, long? SessionId = null, bool IsPending = false);
