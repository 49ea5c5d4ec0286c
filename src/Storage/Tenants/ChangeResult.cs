namespace Picket.Storage.Tenants;

/// <summary>How a change of a tenant ended.</summary>
public enum ChangeResult
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>Something has that name already.</summary>
    Taken,

    /// <summary>The last owner cannot go.</summary>
    LastOwner,

    /// <summary>Only an owner may do that.</summary>
    OwnersOnly,

    /// <summary>The plan allows no more.</summary>
    PlanFull,
}
