namespace Picket.Web.Dashboard.Parts;

/// <summary>Where a page stands in the navigation.</summary>
public enum Section
{
    /// <summary>Nowhere: sign-in, messages. Such a page asks nothing of the database for its frame.</summary>
    None,

    /// <summary>All projects of the user.</summary>
    Projects,

    /// <summary>Issues, of a project or of an organization.</summary>
    Issues,

    /// <summary>What became of a project's reports.</summary>
    Traffic,

    /// <summary>Hosts and scripts of a project's pages.</summary>
    Inventory,

    /// <summary>How a project gets its reports.</summary>
    Setup,

    /// <summary>What is wrong with a page's headers.</summary>
    Doctor,

    /// <summary>A project's settings.</summary>
    Settings,

    /// <summary>An organization's people and defaults.</summary>
    Organization,

    /// <summary>The user's own account.</summary>
    Account,

    /// <summary>What the operator looks after.</summary>
    Installation,
}
