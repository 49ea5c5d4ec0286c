namespace Picket.Storage.Accounts;

/// <summary>What a member may do in an organization; each may what those before it may.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer = 1,

    /// <summary>Works on issues, too.</summary>
    Member = 2,

    /// <summary>Manages projects, keys, people and settings, too.</summary>
    Admin = 3,

    /// <summary>May hand over or delete the organization, too. There is always one.</summary>
    Owner = 4,
}
