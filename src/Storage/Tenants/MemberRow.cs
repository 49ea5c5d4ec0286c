using Picket.Storage.Accounts;

namespace Picket.Storage.Tenants;

/// <summary>A person of an organization.</summary>
/// <param name="UserId">The user's number.</param>
/// <param name="Name">How others call this user.</param>
/// <param name="Email">The address; null where none is known.</param>
/// <param name="Role">What the user may do there.</param>
/// <param name="HasTwoFactor">True where signing in takes a second factor.</param>
/// <param name="JoinedAt">Since when.</param>
public sealed record MemberRow(long UserId, string Name, string? Email, Role Role, bool HasTwoFactor, DateTimeOffset JoinedAt);
