namespace Picket.Storage.Accounts;

/// <summary>What an API token may be used for; its user's role bounds it as well.</summary>
[Flags]
public enum TokenScopes : short
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reading.</summary>
    Read = 1,

    /// <summary>Issues, projects and keys.</summary>
    Write = 2,

    /// <summary>People, tokens, organization and installation.</summary>
    Admin = 4,

    /// <summary>Everything.</summary>
    All = Read | Write | Admin,
}
