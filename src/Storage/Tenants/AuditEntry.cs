namespace Picket.Storage.Tenants;

/// <summary>Who changed what, from where.</summary>
/// <param name="Id">Rises with time.</param>
/// <param name="At">When.</param>
/// <param name="UserId">Who; null where nobody was signed in.</param>
/// <param name="Actor">The name at that time.</param>
/// <param name="Via">By session, token or command line.</param>
/// <param name="Address">Where the person was.</param>
/// <param name="Action">What was done, such as <c>project.edit</c>.</param>
/// <param name="Target">To what.</param>
/// <param name="Detail">More, as JSON.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, long? UserId, string Actor, string Via, string? Address, string Action, string Target, string Detail);
