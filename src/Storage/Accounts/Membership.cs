using Picket.Storage.Queries;

namespace Picket.Storage.Accounts;

/// <summary>What a user is to an organization, and to a project of it where one was asked for.</summary>
/// <param name="Organization">Which.</param>
/// <param name="Role">The user's role.</param>
/// <param name="IsSuspended">True while the operator has it suspended: it can be read only.</param>
/// <param name="Project">The project that was asked for; null where none was.</param>
public sealed record Membership(OrganizationRow Organization, Role Role, bool IsSuspended, ProjectRow? Project);
