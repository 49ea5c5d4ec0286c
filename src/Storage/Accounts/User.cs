namespace Picket.Storage.Accounts;

/// <summary>A person with an account, as ASP.NET Core Identity handles it.</summary>
public sealed class User
{
    /// <summary>The user's number.</summary>
    public long Id { get; set; }

    /// <summary>How others call this user.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address, in lower case; null for the installation's first user until it has one.</summary>
    public string? Email { get; set; }

    /// <summary>True once the user has shown that mail to the address arrives.</summary>
    public bool EmailConfirmed { get; set; }

    /// <summary>Identity's hash of the password; null where the user has none.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password and the second factor; sessions that began with another one are over.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Wrong passwords and codes since the last right one.</summary>
    public int FailedCount { get; set; }

    /// <summary>No sign-in before.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>True where signing in takes a code as well.</summary>
    public bool TwoFactor { get; set; }

    /// <summary>What codes are made from, in Base32.</summary>
    public string? Authenticator { get; set; }

    /// <summary>Hashes of the recovery codes that are left, with commas between.</summary>
    public string? RecoveryCodes { get; set; }

    /// <summary>True where the user operates the installation.</summary>
    public bool IsOperator { get; set; }
}
