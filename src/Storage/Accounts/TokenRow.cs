namespace Picket.Storage.Accounts;

/// <summary>A token as its user sees it in a list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Label">What for, in its user's words.</param>
/// <param name="Scopes">What it may.</param>
/// <param name="ProjectId">The only project it is for; null for all of its user's.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedAt">When it was used last, up to ten minutes behind; null for never.</param>
public sealed record TokenRow(long Id, string Label, short Scopes, long? ProjectId, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
