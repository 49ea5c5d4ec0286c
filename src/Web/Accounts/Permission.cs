namespace Picket.Web.Accounts;

/// <summary>What an endpoint asks of its caller. <see cref="Permissions"/> says who has it.</summary>
internal enum Permission
{
    /// <summary>Lists of what is the caller's: organizations, projects.</summary>
    List,

    /// <summary>Read an organization, its projects and their issues.</summary>
    Read,

    /// <summary>Work on issues: status, assignment, comments, merging.</summary>
    Triage,

    /// <summary>Manage projects: settings, keys, filters.</summary>
    Configure,

    /// <summary>Manage people, the organization's settings and its audit log, and delete projects.</summary>
    Administer,

    /// <summary>Hand the organization over or delete it.</summary>
    Own,

    /// <summary>Manage one's own tokens, sessions and password.</summary>
    Account,

    /// <summary>Operate the installation.</summary>
    Operate,
}
