namespace Picket.Storage.State;

/// <summary>What happened to an issue. The numbers are stored.</summary>
public enum ActivityKind : short
{
    /// <summary>Someone said that it is unresolved.</summary>
    Unresolved = 0,

    /// <summary>Someone resolved it.</summary>
    Resolved = 1,

    /// <summary>Someone archived it.</summary>
    Archived = 2,

    /// <summary>A report came although it was resolved.</summary>
    Regressed = 3,

    /// <summary>What it was archived until has come.</summary>
    Escalated = 4,

    /// <summary>It was given to someone.</summary>
    Assigned = 5,

    /// <summary>It was given to no one any more.</summary>
    Unassigned = 6,

    /// <summary>It was put into a fold by hand, or taken out of one.</summary>
    Merged = 7,

    /// <summary>A comment.</summary>
    Comment = 8,

    /// <summary>A ticket was linked.</summary>
    Linked = 9,

    /// <summary>A ticket is no longer linked.</summary>
    Unlinked = 10,
}
