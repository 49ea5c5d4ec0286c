namespace Picket.Ingestion.Ledger;

/// <summary>What is known when a commit failed.</summary>
public enum CommitFailure
{
    /// <summary>No connection was to be had, so surely nothing was applied: sent again.</summary>
    NotSent,

    /// <summary>The connection was lost or timed out: it may have been applied. The same commit with the same id is sent again.</summary>
    Unknown,

    /// <summary>Rolled back because of other transactions (SQLSTATE class 40): sent again.</summary>
    Conflict,

    /// <summary>Rolled back because another transaction held a row for too long (SQLSTATE 55P03): parted, so that only what needs that row waits for it.</summary>
    Locked,

    /// <summary>Rolled back because of a row itself (SQLSTATE class 22 or 23): found by bisection.</summary>
    Poisoned,

    /// <summary>Rolled back for a reason that only an operator can mend (no such table, disk full, no rights): sent again, until the deadline.</summary>
    Broken,
}
