namespace Picket.Storage.Tenants;

/// <summary>Who changes something, for the audit log.</summary>
/// <param name="UserId">The user; null for the command line, and for who is not signed in.</param>
/// <param name="Name">How others call this user.</param>
/// <param name="Via"><c>session</c>, <c>token 12</c>, <c>link</c> or <c>command line</c>.</param>
/// <param name="Address">Where the person is; null where unknown.</param>
public sealed record Actor(long? UserId, string Name, string Via, string? Address)
{
    /// <summary>Whoever may run commands on the host.</summary>
    public static Actor CommandLine { get; } = new(null, "command line", "command line", null);
}
